/**
 * WhatsApp lets a business write freely for 24 hours after the customer's last message
 * (https://www.twilio.com/docs/whatsapp/key-concepts#the-24-hour-customer-service-window).
 */
export const windowMs = 24 * 60 * 60_000;

export const windowIsOpen = (lastInboundAt: number | null, now: number): boolean =>
  lastInboundAt !== null && now - lastInboundAt < windowMs;

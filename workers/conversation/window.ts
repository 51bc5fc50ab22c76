/**
 * WhatsApp lets a business write freely for 24 hours after the customer's last message
 * (https://www.twilio.com/docs/whatsapp/key-concepts#the-24-hour-customer-service-window).
 */
export const windowMs = 24 * 60 * 60_000;

/** A send may wait for its turn at the line, and WhatsApp's clock is not ours: what would be a close thing is not begun. */
export const lastMomentMs = 15_000;

/** Whether free text that is sent now still gets there within the window. */
export const windowIsOpen = (lastInboundAt: number | null, now: number): boolean =>
  lastInboundAt !== null && now - lastInboundAt < windowMs - lastMomentMs;

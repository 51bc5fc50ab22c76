/** A refusal in Twilio's JSON shape. Source: https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions */
export interface TwilioError {
  code: number;
  message: string;
  more_info: string;
  status: number;
}

export function twilioError(status: number, code: number, message: string): TwilioError {
  return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
}

/** https://www.twilio.com/docs/api/errors/20003 */
export const unauthenticated = () => twilioError(401, 20003, "Authenticate");
/** https://www.twilio.com/docs/api/errors/20005 */
export const accountNotActive = () => twilioError(401, 20005, "Account not active");
/** https://www.twilio.com/docs/api/errors/20404 */
export const notFound = (path: string) => twilioError(404, 20404, `The requested resource ${path} was not found`);
/** https://www.twilio.com/docs/api/errors/20004 */
export const methodNotAllowed = () => twilioError(405, 20004, "Method not allowed");
/** https://www.twilio.com/docs/api/errors/20429 */
export const tooManyRequests = () => twilioError(429, 20429, "Too Many Requests");
/** https://www.twilio.com/docs/api/errors/20500 */
export const internalError = () => twilioError(500, 20500, "Internal Server Error");
/** https://www.twilio.com/docs/api/errors/20503 */
export const unavailable = () => twilioError(503, 20503, "Service Unavailable");

/** What the channel says when a message that was accepted could not be delivered. */
export const DELIVERY_ERRORS: Record<number, string> = {
  /** https://www.twilio.com/docs/api/errors/63016 */
  63016: "Failed to send freeform message because you are outside the allowed window. Please use a Template.",
  /** https://www.twilio.com/docs/api/errors/63024 */
  63024: "Invalid message recipient",
  /** https://www.twilio.com/docs/api/errors/63018 */
  63018: "Rate limit exceeded for Channel",
  /** https://www.twilio.com/docs/api/errors/30008 */
  30008: "Unknown error",
  /** https://www.twilio.com/docs/api/errors/11751 */
  11751: "Media Message - Media exceeds messaging provider size limit",
  /** https://www.twilio.com/docs/api/errors/12300 */
  12300: "Invalid Content-Type",
  /** https://www.twilio.com/docs/api/errors/63003 */
  63003: "Channel could not find To address",
  /** https://www.twilio.com/docs/api/errors/63005 */
  63005: "Channel did not accept given content. Please see Channel specific error message for more information.",
  /** https://www.twilio.com/docs/api/errors/63013 */
  63013:
    "This message send failed because it violates Channel provider's policy. Please see Channel specific error message for more information.",
  /** https://www.twilio.com/docs/api/errors/63015 */
  63015: "Channel Sandbox can only send messages to phone numbers that have joined the Sandbox",
  /** https://www.twilio.com/docs/api/errors/63019 */
  63019: "Media failed to download",
  /** https://www.twilio.com/docs/api/errors/63021 */
  63021: "Channel invalid content error",
  /** https://www.twilio.com/docs/api/errors/63028 */
  63028: "Number of parameters provided does not match the expected number of parameters",
  /** https://www.twilio.com/docs/api/errors/63032 */
  63032: "User's number is part of an experiment",
  /** https://www.twilio.com/docs/api/errors/63033 */
  63033: "Recipient blocked to receive message",
  /** https://www.twilio.com/docs/api/errors/63034 */
  63034: "Media exceeds size limit",
  /** https://www.twilio.com/docs/api/errors/63037 */
  63037: "Channel Media Upload Error",
  /** https://www.twilio.com/docs/api/errors/63038 */
  63038: "Account exceeded the daily messages limit",
  /** https://www.twilio.com/docs/api/errors/63040 */
  63040: "Template rejected",
  /** https://www.twilio.com/docs/api/errors/63041 */
  63041: "Template paused",
  /** https://www.twilio.com/docs/api/errors/63042 */
  63042: "Template disabled",
  /** https://www.twilio.com/docs/api/errors/63049 */
  63049: "Meta chose not to deliver this marketing message",
};

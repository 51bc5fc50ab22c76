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
};

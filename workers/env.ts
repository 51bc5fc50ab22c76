/** The bindings and settings the Worker is started with. `compose.ts` is the only reader. */
export interface Env {
  DB: D1Database;
  FILES: R2Bucket;
  JOBS: Queue;
  CONVERSATION: DurableObjectNamespace;
  LINE: DurableObjectNamespace;
  INBOX: DurableObjectNamespace;
  QUOTA: DurableObjectNamespace;
  PUBLIC_URL?: string;
  SECRETS_KEY?: string;
  TWILIO_API_BASE?: string;
  GEMINI_API_BASE?: string;
  GEMINI_API_KEYS?: string;
  MAIL_API_BASE?: string;
  MAIL_API_KEY?: string;
  MAIL_FROM?: string;
  WHATSAPP_POLL_INTERVAL_SECONDS?: string;
  PLATFORM_ADMINS?: string;
  SIGN_UPS?: string;
}

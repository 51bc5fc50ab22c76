/** A file on its way through the control API, as text, so that it travels as JSON. */
export interface Attachment {
  contentType: string;
  base64: string;
  fileName?: string;
}

/** A file as tests have it in their hands; `Sample` is one. */
export interface FileInHand {
  contentType: string;
  bytes: Uint8Array;
  fileName?: string;
}

/** A place as WhatsApp shares it. */
export interface Place {
  latitude: number;
  longitude: number;
  address?: string;
  label?: string;
}

/** A file in Twilio's store; its bytes are kept apart. */
export interface StoredMedia {
  sid: string;
  accountSid: string;
  messageSid: string;
  contentType: string;
  fileName: string | null;
  bytes: number;
  sha256: string;
  createdAt: number;
  /** From when on it can be fetched. */
  readyAt: number;
  deletedAt: number | null;
}

/** One request for a file. `credentials` is true when an Authorization header came along. */
export interface MediaRequest {
  at: number;
  place: "api" | "cdn" | "foreign";
  method: string;
  path: string;
  credentials: boolean;
  status: number | null;
}

/** Source: https://www.twilio.com/docs/content/content-api-resources, "Fetch approval status" */
export type ApprovalStatus = "unsubmitted" | "received" | "pending" | "approved" | "rejected" | "paused" | "disabled";

/** A content template of an account. */
export interface Template {
  /** `HX` and 32 hex digits. */
  sid: string;
  accountSid: string;
  friendlyName: string;
  /** Two letters, or two and a country. */
  language: string;
  /** By type, e.g. `twilio/text`: what the Content API says it holds. */
  types: Record<string, TemplateBody>;
  /** Default values of the placeholders, by number. */
  variables: Record<string, string>;
  approval: { status: ApprovalStatus; name: string; category: string; rejectionReason: string };
  createdAt: number;
  updatedAt: number;
}

export interface TemplateBody {
  body?: string;
  title?: string;
  subtitle?: string;
  header_text?: string;
  footer?: string;
  media?: string[];
  actions?: TemplateAction[];
  [other: string]: unknown;
}

export interface TemplateAction {
  /** `QUICK_REPLY`, `URL`, `PHONE_NUMBER`. */
  type?: string;
  title: string;
  id?: string;
  url?: string;
  phone?: string;
}

/** A template with its variables filled in, as the phone shows it. */
export interface RenderedTemplate {
  contentSid: string;
  name: string;
  type: string;
  title: string | null;
  body: string;
  footer: string | null;
  mediaUrl: string | null;
  buttons: { kind: "reply" | "url" | "phone"; title: string; value: string }[];
}

/** A Google service account's key file. Source: https://cloud.google.com/iam/docs/keys-create-delete */
export interface ServiceAccountKey {
  type: "service_account";
  project_id: string;
  private_key_id: string;
  private_key: string;
  client_email: string;
  client_id: string;
  token_uri: string;
}

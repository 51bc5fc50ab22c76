import type { Dictionary } from "../it.ts";

export const failures: Dictionary["failures"] = {
  byReason: {
    windowClosed: "WhatsApp’s 24-hour window is closed. You can write as soon as the customer writes again.",
    stopped: "the customer has written STOP. Nobody can write to them until they write START.",
    blocked: "the customer has blocked this number. Try an e-mail or a phone call.",
    notOnWhatsapp: "this number is not on WhatsApp. Check the number on the customer’s card.",
    wrongRecipient: "the customer’s number is not valid or takes no messages. Check it on the customer’s card.",
    unreachable: "the customer’s phone cannot be reached. Try again later.",
    undelivered: "WhatsApp could not deliver it. Try again in a moment.",
    wrongSender:
      "your number is not a WhatsApp sender of your Twilio account. Register it with Twilio, then connect it to the agent again.",
    senderLocked:
      "WhatsApp has locked your number because it had not written for long. Unlock it on Twilio’s page of senders, then try again.",
    credentials: "Twilio no longer accepts the credentials. Paste account and token again on the agent’s WhatsApp page.",
    suspended: "your Twilio account is suspended. Sign in to Twilio to reactivate it, then try again.",
    businessAccount:
      "the WhatsApp Business account has a problem, such as a payment that is due. Check it in Meta Business Manager, then try again.",
    notAllowed: "your Twilio account may not write to this country. Allow it in Twilio’s settings, then try again.",
    trial: "a trial account of Twilio writes only to verified numbers. Verify the number with Twilio, or upgrade the account.",
    sandbox: "the customer has not joined Twilio’s Sandbox yet. Ask them to send the join code.",
    tooMany: "too many messages in a short time. Wait a few minutes and try again.",
    dailyLimit: "the account has sent all the messages it may in 24 hours. Try again tomorrow, or ask Twilio to raise the limit.",
    tooLong: "the message is too long. Split it into several.",
    empty: "the message is empty. Write it again.",
    content: "WhatsApp does not accept this content. Change the text and write a new message.",
    media: "the file could not be sent. Check that WhatsApp takes its type and size, then send it again.",
    template: "this template cannot be sent on WhatsApp. Refresh the list of templates and choose an approved one.",
    templateValues:
      "the values given for the template are not accepted. Fill in all of them, without empty lines, and send it again.",
    templateHalted: "WhatsApp has paused this template because customers did not like it. Choose another one.",
    declined: "WhatsApp chose not to deliver it to this customer. Wait until they write, or call them.",
    misconfigured: "Twilio cannot reach Filo’s address. Tell whoever runs this installation.",
    noLine: "the WhatsApp number is no longer connected. Connect it again on the agent’s WhatsApp page, then try again.",
    noChannel: "the customer has no WhatsApp address. Add the number to their card.",
    takenOver: "a person took the conversation over and the AI stopped. Answer yourself.",
    unconfirmed: "Twilio never confirmed it. Look on WhatsApp: if it is not there, try again.",
    providerAway: "Twilio does not answer. Try again in a few minutes.",
  },
  stopConfirmed: "Not needed: Twilio handles STOP by itself and has already stopped the messages. There is nothing to do.",
  other: (code) => `the reason is unknown (code ${code}). Try again; if it happens again, look the code up in Twilio’s guide.`,
  unexplained: "the reason is not known. Try again.",
  ambiguous: "We don’t know whether it went out. Look on WhatsApp: write it again only if it is not there.",
};

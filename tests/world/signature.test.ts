import { assert, dictionary, property, string, stringMatching } from "fast-check";
import twilio from "twilio";
import { expect, test } from "vitest";
import { twilioSignature } from "./signature.ts";

test("the vector of Twilio's security page", () => {
  const params = {
    CallSid: "CA1234567890ABCDE",
    Caller: "+14158675309",
    Digits: "1234",
    From: "+14158675309",
    To: "+18005551212",
  };
  expect(twilioSignature("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", params)).toBe("RSOYDt4T1cUTdK1PDd93/VVr8B8=");
});

test("the SDK accepts every signature, and none once a field is changed", () => {
  const url = "https://filo.test/api/whatsapp/webhook?line=1";
  assert(
    property(dictionary(stringMatching(/^[A-Za-z0-9]{1,12}$/), string({ unit: "grapheme" }), { minKeys: 1 }), (params) => {
      const signature = twilioSignature("token", url, params);
      const [name] = Object.keys(params) as [string];
      expect(twilio.validateRequest("token", signature, url, params)).toBe(true);
      expect(twilio.validateRequest("token", signature, url, { ...params, [name]: `${params[name]}x` })).toBe(false);
      expect(twilio.validateRequest("other", signature, url, params)).toBe(false);
      expect(twilio.validateRequest("token", signature, `${url}0`, params)).toBe(false);
    }),
  );
});

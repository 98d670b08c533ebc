// Signs requests as the senders do, with code that is not ours: the official libraries, and node:crypto where there is none.
//
// Reads one JSON object:
//   sender    stripe | twilio | standardwebhooks | vapi | issuer, or standardwebhooks-verifier (judges `requests`)
//   url       the public address that is signed and sent to
//   now       seconds since 1970
//   secrets   [current, previous]
//   stranger  a secret of somebody else
//   bodies    the bodies to sign
// Prints a JSON object a line: { name, method, url, headers, body, secrets, plan?, expect: "accepted" | "refused" }.
// `secrets` and `plan` are what the receiver has to be set up with. What an official library can judge, it has judged.

import assert from "node:assert";
import crypto from "node:crypto";
import querystring from "node:querystring";
import { readFileSync } from "node:fs";
import Stripe from "stripe";
import twilio from "twilio";
import { Webhook } from "standardwebhooks";
import { requests as fromIssuer } from "./issuer.mjs";

const TOLERANCE = 300;

const input = JSON.parse(readFileSync(0, "utf8"));
const { url, now, secrets, stranger } = input;
const bodies = input.bodies ?? [];
// The official libraries ask the clock.
Date.now = () => now * 1000;

const senders = { stripe, twilio: fromTwilio, standardwebhooks, vapi, issuer, "standardwebhooks-verifier": judge };
senders[input.sender]();

function print(request) {
  const line = { method: "POST", url, body: "", secrets, expect: "accepted", ...request };
  process.stdout.write(JSON.stringify(line) + "\n");
}

// The secrets and times that every sender is tried with.
function attempts() {
  return [
    { name: "current secret", secret: secrets[0], at: now, expect: "accepted" },
    { name: "previous secret", secret: secrets[1], at: now, expect: "accepted" },
    { name: "oldest", secret: secrets[0], at: now - TOLERANCE, expect: "accepted" },
    { name: "too old", secret: secrets[0], at: now - TOLERANCE - 1, expect: "refused" },
    { name: "future", secret: secrets[0], at: now + TOLERANCE + 1, expect: "refused" },
    { name: "stranger", secret: stranger, at: now, expect: "refused" },
  ];
}

function isAccepted(verify) {
  try {
    return verify() !== false;
  } catch {
    return false;
  }
}

function judged(request, verify) {
  assert.equal(isAccepted(verify), request.expect === "accepted", `the official library on: ${request.name}`);
  print(request);
}

// --- Stripe

function stripe() {
  const client = new Stripe("sk_test_none");
  const sign = (payload, secret, timestamp, scheme) =>
    client.webhooks.generateTestHeaderString({ payload, secret, timestamp, scheme });
  const read = (body, header) => () =>
    secrets.some((secret) =>
      isAccepted(() => client.webhooks.constructEvent(body, header, secret, TOLERANCE, undefined, now * 1000)),
    );
  const v1 = (header) => header.split(",")[1];

  for (const [index, body] of bodies.entries()) {
    const [first, second] = secrets.map((secret) => sign(body, secret, now));
    const test = sign(body, secrets[0], now, "v0");
    const wrong = v1(sign(body, stranger, now));
    const special = [
      { name: "both secrets", header: `${first},${v1(second)}`, expect: "accepted" },
      { name: "another's signature first", header: `${first.split(",")[0]},${wrong},${v1(first)}`, expect: "accepted" },
      { name: "test scheme beside", header: `${first},${v1(test)}`, expect: "accepted" },
      { name: "test scheme alone", header: test, expect: "refused" },
    ];
    const usual = attempts().map((one) => ({ ...one, header: sign(body, one.secret, one.at) }));
    for (const { name, header, expect } of [...usual, ...special]) {
      const request = { name: `stripe ${index}: ${name}`, headers: { "stripe-signature": header }, body, expect };
      // Stripe's library lets the future pass.
      if (name === "future") print(request);
      else judged(request, read(body, header));
    }
  }
}

// --- Twilio

function fromTwilio() {
  const sign = twilio.getExpectedTwilioSignature;
  const header = (signature) => ({ "x-twilio-signature": signature });
  const tokens = attempts().filter(({ at }) => at === now);

  for (const [index, body] of bodies.entries()) {
    const isJson = body.startsWith("{");
    const hash = `bodySHA256=${twilio.getExpectedBodyHash(body)}`;
    const params = isJson ? {} : querystring.parse(body);
    const type = { "content-type": isJson ? "application/json" : "application/x-www-form-urlencoded" };
    for (const address of addresses(isJson ? hash : null)) {
      for (const { name, secret, expect } of tokens) {
        const signature = sign(secret, address.signed, params);
        const request = {
          name: `twilio ${index}: ${address.name}, ${name}`,
          url: address.url,
          headers: { ...type, ...header(signature) },
          body,
          expect,
        };
        const validate = isJson ? twilio.validateRequestWithBody : twilio.validateRequest;
        judged(request, () =>
          secrets.some((token) => validate(token, signature, address.url, isJson ? body : params)),
        );
      }
    }
    if (isJson) {
      const other = `${url}?bodySHA256=${twilio.getExpectedBodyHash(body + " ")}`;
      const signature = sign(secrets[0], other, {});
      const request = { name: `twilio ${index}: another body`, url: other, headers: header(signature), body, expect: "refused" };
      judged(request, () => twilio.validateRequestWithBody(secrets[0], signature, other, body));
    }
  }
  const signature = sign(secrets[0], `${url}?CallSid=CA1`, {});
  const get = { name: "twilio: GET", method: "GET", url: `${url}?CallSid=CA1`, headers: header(signature) };
  judged({ ...get, expect: "accepted" }, () => twilio.validateRequest(secrets[0], signature, get.url, {}));
}

// The address as it comes, and as Twilio may have written it to sign it.
function addresses(query) {
  const usual = new URL(url);
  const at = (host, query) => `${usual.protocol}//${host}${usual.pathname}${query ? "?" + query : ""}`;
  const port = usual.port || (usual.protocol === "https:" ? "443" : "80");
  const bare = at(usual.hostname, query);
  const usualPort = usual.protocol === "https:" ? "443" : "80";
  const all = [
    { name: "as it is", url: at(usual.host, query), signed: at(usual.host, query) },
    { name: "signed without port", url: at(`${usual.hostname}:${port}`, query), signed: bare },
    { name: "signed with port", url: bare, signed: at(`${usual.hostname}:${usualPort}`, query) },
  ];
  const more = query ? query + "&" : "";
  const odd = at(usual.host, `${more}name=O'Brien (new)&x=1&name=caf%C3%A9+2`);
  const browser = new URL(odd).toString();
  const start = browser.indexOf("?") + 1;
  const legacy = browser.slice(0, start) + querystring.stringify(querystring.parse(browser.slice(start)));
  return [
    ...all,
    { name: "odd query", url: odd, signed: odd },
    { name: "odd query, as a browser writes it", url: odd, signed: browser },
    { name: "odd query, as node once wrote it", url: odd, signed: legacy },
  ];
}

// --- Standard Webhooks

function standardwebhooks() {
  const sign = (secret, id, at, body) => new Webhook(secret).sign(id, new Date(at * 1000), body);
  const headers = (family, id, at, signature) => ({
    [`${family}-id`]: id,
    [`${family}-timestamp`]: String(at),
    [`${family}-signature`]: signature,
  });

  for (const [index, body] of bodies.entries()) {
    const id = `msg_${index}`;
    const [first, second] = secrets.map((secret) => sign(secret, id, now, body));
    const wrong = sign(stranger, id, now, body);
    const special = [
      { name: "both secrets", signature: `${second} ${first}`, expect: "accepted" },
      { name: "another's signature first", signature: `${wrong} ${first}`, expect: "accepted" },
      { name: "another version beside", signature: `v1a,AAAA ${first}`, expect: "accepted" },
      { name: "another version alone", signature: first.replace("v1,", "v2,"), expect: "refused" },
      { name: "another id", id: "msg_other", signature: first, expect: "refused" },
    ];
    const usual = attempts().map((one) => ({ ...one, signature: sign(one.secret, id, one.at, body) }));
    for (const one of [...usual, ...special]) {
      for (const family of ["webhook", "svix"]) {
        const [own, at] = [one.id ?? id, one.at ?? now];
        const known = headers("webhook", own, at, one.signature);
        const request = {
          name: `${family} ${index}: ${one.name}`,
          headers: headers(family, own, at, one.signature),
          body,
          expect: one.expect,
        };
        judged(request, () =>
          secrets.some((secret) =>
            isAccepted(() => new Webhook(secret).verify(body, known, { jsonParse: false }) === undefined),
          ),
        );
      }
    }
  }
}

function judge() {
  for (const { name, headers, body } of input.requests) {
    const accepted = isAccepted(() => new Webhook(secrets[0]).verify(body, headers, { jsonParse: false }) === undefined);
    process.stdout.write(JSON.stringify({ name, expect: accepted ? "accepted" : "refused" }) + "\n");
  }
}

// --- Vapi's HMAC credential, in every combination of its fields

function vapi() {
  const base64 = (text) => Buffer.from(text).toString("base64");
  for (const [index, plan] of hmacPlans().entries()) {
    const body = bodies[index % bodies.length];
    const isTimed = formatOf(plan).includes("{timestamp}");
    for (const one of attempts()) {
      if (!isTimed && one.at !== now) continue;
      for (const unit of isTimed ? ["s", "ms"] : ["none"]) {
        print({
          name: `vapi ${index}: ${one.name}, ${unit}, ${JSON.stringify(plan)}`,
          headers: hmacHeaders(plan, { body, secret: one.secret, timestamp: unit === "ms" ? one.at * 1000 : one.at, id: `msg_${index}` }),
          body,
          plan,
          secrets: plan.secretIsBase64 ? secrets.map(base64) : secrets,
          expect: one.expect,
        });
      }
    }
  }
}

function formatOf(plan) {
  return plan.payloadFormat ?? (plan.includeTimestamp === false ? "{body}" : "{timestamp}.{body}");
}

function hmacHeaders(plan, { body, secret, timestamp, id }) {
  const parts = { body, timestamp: String(timestamp), method: "POST", url, "svix-id": id };
  const payload = formatOf(plan).replace(/\{([a-z-]+)\}/g, (_, name) => parts[name]);
  // The secret's bytes are the same, however it is written.
  const signature = crypto.createHmac(plan.algorithm, secret).update(payload).digest(plan.signatureEncoding ?? "hex");
  const headers = { [plan.signatureHeader ?? "x-signature"]: (plan.signaturePrefix ?? "") + signature };
  if (plan.includeTimestamp !== false) headers[plan.timestampHeader ?? "x-timestamp"] = String(timestamp);
  if (plan.messageIdHeader) headers[plan.messageIdHeader] = id;
  return headers;
}

function hmacPlans() {
  const plans = [];
  const formats = [
    {},
    { payloadFormat: "{timestamp}.{body}" },
    { payloadFormat: "v0:{timestamp}:{method} {url}\n{body}" },
    { payloadFormat: "{svix-id}.{timestamp}.{body}", messageIdHeader: "svix-id" },
    // A time that is sent, but not signed.
    { payloadFormat: "{body}" },
    { includeTimestamp: false },
    { includeTimestamp: false, payloadFormat: "{body}{method}{url}" },
    { includeTimestamp: false, payloadFormat: "{svix-id}|{body}", messageIdHeader: "Webhook-Id" },
  ];
  for (const algorithm of ["sha256", "sha512", "sha1"])
    for (const prefix of [{}, { signaturePrefix: `${algorithm}=` }])
      for (const encoding of [{}, { signatureEncoding: "hex" }, { signatureEncoding: "base64" }])
        for (const secretIsBase64 of [{}, { secretIsBase64: true }])
          for (const names of [{}, { signatureHeader: "X-Hub-Signature", timestampHeader: "X-Signed-At" }])
            for (const messageId of [{}, { messageIdHeader: "X-Message" }])
              for (const format of formats)
                plans.push({ type: "hmac", algorithm, ...prefix, ...encoding, ...secretIsBase64, ...names, ...messageId, ...format });
  return plans;
}

// --- An issuer of OAuth2 tokens elsewhere

function issuer() {
  fromIssuer(now).forEach(print);
}

// Requests with OAuth2 tokens of an issuer elsewhere, whose public keys are in the plan.

import crypto from "node:crypto";

export function requests(now) {
  const rsa = crypto.generateKeyPairSync("rsa", { modulusLength: 2048 });
  const ec = crypto.generateKeyPairSync("ec", { namedCurve: "P-256" });
  const other = crypto.generateKeyPairSync("rsa", { modulusLength: 2048 });
  const jwk = (pair, kid, more) => ({ ...pair.publicKey.export({ format: "jwk" }), kid, ...more });
  const keys = [
    jwk(other, "encryption", { use: "enc", alg: "RSA-OAEP" }),
    jwk(rsa, "rsa", { use: "sig", alg: "RS256" }),
    jwk(ec, "ec"),
  ];
  const plan = { type: "oauth2", issuer: "https://issuer.example/", audience: "callflex", jwks: { keys } };
  const good = { iss: plan.issuer, aud: "callflex", sub: "vapi", iat: now, exp: now + 3600, scope: "other webhooks" };
  const rs = { alg: "RS256", kid: "rsa", key: rsa.privateKey };
  const es = { alg: "ES256", kid: "ec", key: ec.privateKey };
  const modulus = Buffer.from(keys[1].n, "base64url");

  const cases = [
    ["RS256", rs, {}],
    ["ES256", es, {}],
    ["no key id", { ...es, kid: undefined }, {}],
    ["several audiences", rs, { aud: ["other", "callflex"] }],
    ["just over", rs, { exp: now - 30 }],
    ["scope", rs, {}, { scope: "webhooks" }],
    ["scope as a list", rs, { scope: undefined, scp: ["webhooks"] }, { scope: "webhooks" }],
    ["expired", rs, { exp: now - 3600 }, {}, "refused"],
    ["not yet", rs, { nbf: now + 3600 }, {}, "refused"],
    ["no expiry", rs, { exp: undefined }, {}, "refused"],
    ["another issuer", rs, { iss: "https://other.example/" }, {}, "refused"],
    ["another audience", rs, { aud: "other" }, {}, "refused"],
    ["no audience", rs, { aud: undefined }, {}, "refused"],
    ["another key", { ...rs, key: other.privateKey }, {}, {}, "refused"],
    ["a key that is not for signing", { ...rs, kid: "encryption", key: other.privateKey }, {}, {}, "refused"],
    ["an unknown key id", { ...rs, kid: "unknown" }, {}, {}, "refused"],
    ["another algorithm", { ...rs, alg: "RS512" }, {}, {}, "refused"],
    ["no algorithm", { alg: "none", kid: "rsa" }, {}, {}, "refused"],
    ["the public key as a secret", { alg: "HS256", kid: "rsa", key: modulus }, {}, {}, "refused"],
    ["without the scope", rs, { scope: "other" }, { scope: "webhooks" }, "refused"],
    ["part of a scope", rs, { scope: "webhooks:read" }, { scope: "webhooks" }, "refused"],
  ];
  return cases.map(([name, signer, claims, more, expect]) => {
    const token = jwt(signer, { ...good, ...claims });
    return {
      name: `issuer: ${name}`,
      headers: { authorization: `Bearer ${token}` },
      plan: { ...plan, ...more },
      expect: expect ?? "accepted",
    };
  });
}

function jwt({ alg, kid, key }, claims) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg, typ: "JWT", kid })}.${part(claims)}`;
  const hash = `sha${alg.slice(2)}`;
  const signature =
    alg === "none" ? Buffer.alloc(0)
    : alg.startsWith("HS") ? crypto.createHmac(hash, key).update(signed).digest()
    : crypto.sign(hash, Buffer.from(signed), { key, dsaEncoding: "ieee-p1363" });
  return `${signed}.${signature.toString("base64url")}`;
}

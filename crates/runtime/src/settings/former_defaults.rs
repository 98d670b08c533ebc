//! What `docker-compose.yml` and `.env.example` once set where nobody set anything. Everybody can read it there in the
//! history, so it keeps nothing secret, and no process starts with it.

use url::{Url, form_urlencoded};

const JWT_SECRETS: [&str; 1] = ["for-this-machine-only-0123456789abcdef"];

const SEAL_KEYS: [&[u8; 32]; 1] = [b"0123456789abcdef0123456789abcdef"];

/// Of Postgres and of RabbitMQ, whatever the user.
const PASSWORDS: [&str; 1] = ["callflex"];

/// What is wrong with a key.
pub(super) const KEY: &str = "is a former default of docker-compose.yml, which everybody knows: `openssl rand -base64 32` makes another";

/// What is wrong with an address.
pub(super) const ADDRESS: &str = "has the password of a former default of docker-compose.yml, which everybody knows: give the user another";

pub(super) fn is_jwt_secret(text: &str) -> bool {
    JWT_SECRETS.contains(&text)
}

pub(super) fn is_seal_key(key: &[u8; 32]) -> bool {
    SEAL_KEYS.contains(&key)
}

/// Whether an address has such a password, which it may have as a parameter and with escaped letters too.
pub(super) fn has_password(address: &Url) -> bool {
    // One with these in it is none of them, whatever it is.
    let escaped =
        address.password().filter(|password| !password.contains(['&', '=', '+'])).unwrap_or_default();
    let beside_user = form_urlencoded::parse(escaped.as_bytes()).map(|(password, _)| password);
    let parameters =
        address.query_pairs().filter(|(name, _)| name == "password").map(|(_, password)| password);
    beside_user.chain(parameters).any(|password| PASSWORDS.contains(&&*password))
}

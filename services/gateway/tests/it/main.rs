//! The API over HTTP, with the services that fill its tables.

#[cfg(test)]
mod access;
#[cfg(test)]
mod addresses;
#[cfg(test)]
mod bounds;
#[cfg(test)]
mod credentials;
#[cfg(test)]
mod described;
#[cfg(test)]
mod ended;
#[cfg(test)]
mod floods;
#[cfg(test)]
mod isolation;
#[cfg(test)]
mod listing;
#[cfg(test)]
mod live;
#[cfg(test)]
mod operators;
#[cfg(test)]
mod requests;
#[cfg(test)]
mod resuming;
#[cfg(test)]
mod scene;
#[cfg(test)]
mod showing;
#[cfg(test)]
mod signin;
#[cfg(test)]
mod stream;
#[cfg(test)]
mod tool_calls;
#[cfg(test)]
mod webhooks;

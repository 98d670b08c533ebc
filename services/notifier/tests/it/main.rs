//! Notifications of calls, through the real broker and database, to the sandbox's Twilio and Resend.

#[cfg(test)]
mod doubt;
#[cfg(test)]
mod email;
#[cfg(test)]
mod scene;
#[cfg(test)]
mod sms;

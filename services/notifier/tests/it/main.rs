//! Notifications of calls and of what was left in them, through the real broker and database, to the
//! sandbox's Twilio and Resend.

#[cfg(test)]
mod alerts;
#[cfg(test)]
mod doubt;
#[cfg(test)]
mod email;
#[cfg(test)]
mod scene;
#[cfg(test)]
mod sms;
#[cfg(test)]
mod waiting;

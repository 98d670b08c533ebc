//! What is understood, and what is said.

#[cfg(test)]
mod forms;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod say;
#[cfg(test)]
mod table;

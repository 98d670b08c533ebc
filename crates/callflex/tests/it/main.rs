//! The product as it is run: `callflex up` in a process of its own, its servers stopped and killed.

#[cfg(test)]
mod configuration;
#[cfg(test)]
mod console;
#[cfg(test)]
mod containers;
#[cfg(test)]
mod dead_letters;
#[cfg(test)]
mod installation;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod outages;
#[cfg(test)]
mod quarantine;
#[cfg(test)]
mod replay;
#[cfg(test)]
mod starting;
#[cfg(test)]
mod upgrade;

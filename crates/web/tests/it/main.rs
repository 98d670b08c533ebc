#[cfg(test)]
mod connections;
#[cfg(test)]
mod lifetime;
#[cfg(test)]
mod problems;
#[cfg(test)]
mod requests;
#[cfg(test)]
mod world;

#[cfg(test)]
mod export;
#[cfg(test)]
mod health;
#[cfg(test)]
mod http;
#[cfg(test)]
mod shutdown;
#[cfg(test)]
mod tasks;

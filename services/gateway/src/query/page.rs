//! Where a page ends.

/// The rows of a page, out of one more than its limit, and the cursor of the next page if there is one.
pub(crate) fn cut<T>(
    mut found: Vec<T>,
    limit: u64,
    cursor: impl Fn(&T) -> String,
) -> (Vec<T>, Option<String>) {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| has_more).map(cursor);
    (found, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(found: &[u8]) -> (Vec<u8>, Option<String>) {
        cut(found.to_vec(), 2, u8::to_string)
    }

    #[test]
    fn a_page_leads_on_from_its_last_row_while_there_are_more() {
        assert_eq!(page(&[3, 2, 1]), (vec![3, 2], Some("2".to_owned())));
    }

    #[test]
    fn the_last_page_leads_nowhere() {
        assert_eq!(page(&[2, 1]), (vec![2, 1], None));
        assert_eq!(page(&[]), (vec![], None));
    }
}

//! What a mistyped word was most likely meant to be.

/// The longest word that is compared, in characters.
const LONGEST: usize = 100;

/// Returns the known word that a mistyped one is most like, if one is like it at all.
#[must_use]
pub fn nearest<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    alike(word, known).into_iter().next()
}

/// Returns the known words that a mistyped one is like, the most like first.
#[must_use]
pub fn alike<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Vec<&'w str> {
    let word: String = word.to_lowercase().chars().take(LONGEST).collect();
    let unlikeness = |candidate: &str| {
        let distance = strsim::osa_distance(&word, &candidate.to_lowercase());
        let longest = word.chars().count().max(candidate.chars().count());
        // A third of the letters may be wrong; a word that only begins or ends like another is often its short form.
        let is_part =
            word.len() >= 3 && (candidate.starts_with(&word) || candidate.ends_with(&word));
        (distance * 3 <= longest || is_part).then_some(distance)
    };
    let mut alike: Vec<(usize, &str)> = known
        .into_iter()
        .filter_map(|candidate| Some((unlikeness(candidate)?, candidate)))
        .collect();
    alike.sort_unstable();
    alike.into_iter().map(|(_, candidate)| candidate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_only_offered_when_it_is_near() {
        let known = [
            "needs",
            "title",
            "topics",
            "resources",
            "supervised-fine-tuning",
        ];
        let table = [
            ("need", Some("needs")),
            ("Title", Some("title")),
            ("topisc", Some("topics")),
            ("supervised-finetuning", Some("supervised-fine-tuning")),
            ("fine-tuning", Some("supervised-fine-tuning")),
            ("x", None),
            ("quantum", None),
            ("", None),
        ];
        for (word, expected) in table {
            assert_eq!(nearest(word, known), expected, "{word}");
        }
    }

    #[test]
    fn words_that_are_alike_come_in_the_order_of_their_likeness() {
        let known = ["loras", "lora", "qlora", "dpo"];
        assert_eq!(alike("lorra", known), ["lora"]);
        assert_eq!(alike("lora", known), ["lora", "loras", "qlora"]);
    }
}

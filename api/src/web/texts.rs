//! How texts of pages are written: both languages side by side, one line each.

/// Makes a module's `Text` of lines `name: "Vietnamese", "English";`, and `of(locale)`, which gives the
/// texts in a language. A test of the module holds that no text is missing, and none shouts.
macro_rules! texts {
    ($($name:ident: $vi:literal, $en:literal;)*) => {
        /// The texts in one language.
        #[derive(Debug)]
        pub struct Text {
            $(#[doc = $en] pub $name: &'static str,)*
        }
        static VI: Text = Text { $($name: $vi,)* };
        static EN: Text = Text { $($name: $en,)* };

        /// The texts in a language.
        pub(super) fn of(locale: ::mobile_contract::Locale) -> &'static Text {
            match locale {
                ::mobile_contract::Locale::Vi => &VI,
                ::mobile_contract::Locale::En => &EN,
            }
        }

        #[cfg(test)]
        mod every_text {
            /// English pages say something that Vietnamese ones need not.
            const ENGLISH_ONLY: &str = "in_vietnamese";

            #[test]
            fn is_there_in_both_languages_and_does_not_shout() {
                for (name, vi, en) in [$((stringify!($name), $vi, $en)),*] {
                    assert!(!en.is_empty(), "{name} has no English");
                    assert!(!vi.is_empty() || name == ENGLISH_ONLY, "{name} has no Vietnamese");
                    assert!(!vi.contains('!') && !en.contains('!'), "{name} shouts");
                }
            }
        }
    };
}

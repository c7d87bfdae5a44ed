//! Whether a page fits a screen and can be used by everyone: what axe would look at first.

use serde_json::json;

use crate::browser::Browser;

/// What sticks out of the screen's right side.
const STICKING_OUT: &str = "
    const width = document.documentElement.clientWidth;
    const wide = document.documentElement.scrollWidth > width;
    return wide ? [...document.querySelectorAll('body *')]
        .filter(e => e.getBoundingClientRect().right > width + 1).map(e => e.outerHTML.slice(0, 120)) : [];";
/// What is too small for a thumb, outside of running text.
const TOO_SMALL: &str = "
    return [...document.querySelectorAll('button, select, summary, nav a, .plain, .quiet, .go, a.row, input:not([type=hidden]):not([type=checkbox]):not([type=radio]), label.tick')]
        .filter(e => { const r = e.getBoundingClientRect(); return r.width > 0 && (r.height < 44 || r.width < 44); })
        .map(e => e.outerHTML.slice(0, 120));";
/// Fields, buttons and links that a screen reader has no name for.
const NAMELESS: &str = "
    const named = e => e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || e.textContent.trim() || e.querySelector('svg title, img[alt]');
    const labelled = e => e.labels.length > 0 || e.getAttribute('aria-label') || e.getAttribute('aria-labelledby');
    return [...document.querySelectorAll('button, a[href], summary')].filter(e => !named(e))
        .concat([...document.querySelectorAll('input:not([type=hidden]), select, textarea')].filter(e => !labelled(e)))
        .map(e => e.outerHTML.slice(0, 120));";
/// Ids that are there twice, or that something refers to and that are not there.
const IDS: &str = "
    const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
    const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
    const refers = ['for', 'aria-describedby', 'aria-labelledby', 'aria-controls'];
    const wanted = refers.flatMap(name => [...document.querySelectorAll('[' + name + ']')]
        .flatMap(e => e.getAttribute(name).split(/\\s+/)));
    return twice.concat(wanted.filter(id => id && !ids.includes(id)));";
/// One heading of the page, and none that leaves a level out.
const HEADINGS: &str = "
    const levels = [...document.querySelectorAll('h1, h2, h3, h4')].map(e => Number(e.tagName[1]));
    const skips = levels.some((level, at) => at > 0 && level > levels[at - 1] + 1);
    return levels.filter(level => level === 1).length === 1 && !skips && document.documentElement.lang ? [] : levels;";

/// Looks at the page that is open.
///
/// # Panics
/// When something sticks out, is too small, or has no name, or the console complains.
pub async fn fits(browser: &Browser, page: &str) {
    for (script, what) in [
        (STICKING_OUT, "sticks out"),
        (TOO_SMALL, "is too small"),
        (NAMELESS, "has no name"),
        (IDS, "is no good id"),
        (HEADINGS, "is no good heading"),
    ] {
        let found = browser.run(script).await;
        assert_eq!(found, json!([]), "{page}: {what}");
    }
    let size = "return parseFloat(getComputedStyle(document.body).fontSize)";
    let size = browser.run(size).await;
    assert!(size.as_f64().is_some_and(|size| size >= 18.0), "{size}");
    assert_eq!(browser.complaints().await, Vec::<String>::new(), "{page}");
}

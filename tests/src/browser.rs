//! Headless Chromium on a phone's screen.

use std::future::Future;
use std::sync::OnceLock;
use std::time::Duration;

use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, PointerAction, TouchActions};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::missing::{find_program, missing};
use crate::watched::Watched;

/// Width and height of the phone, in CSS pixels.
pub const PHONE: (u32, u32) = (390, 844);
/// Width and height of a screen on a desk, in CSS pixels.
pub const DESK: (u32, u32) = (1280, 900);

/// Starts the driver on a free port that it chooses itself; profiles go into its folder.
const DRIVER: &str = r#"
exec 3<&0
P=
DIR=$(mktemp -d "${TMPDIR:-/tmp}/motcua-browser.XXXXXX") || exit 1
export TMPDIR="$DIR" HOME="$DIR"
end() {
  [ -z "$P" ] || { kill $P; wait $P; } 2>/dev/null
  # A browser outlives its driver; it is known by its profile, which lies in our folder.
  for p in /proc/[0-9]*; do
    if tr '\0' '\n' <"$p/environ" 2>/dev/null | grep -qxF "TMPDIR=$DIR" && [ "${p#/proc/}" != $$ ]; then
      kill -KILL "${p#/proc/}"
    fi
  done 2>/dev/null
  rm -rf "$DIR"
}
trap end EXIT
trap 'exit 1' INT TERM HUP
"$1" --port=0 >"$DIR/log" 2>&1 3<&- & P=$!
until PORT=$(sed -n 's/.*started successfully on port \([0-9]*\).*/\1/p' "$DIR/log") && [ -n "$PORT" ]; do
  kill -0 $P 2>/dev/null || { cat "$DIR/log" >&2; exit 1; }
  sleep 0.05
done
echo "$PORT"
cat <&3 >/dev/null
"#;

/// A browser window. Close it at the end; a test that fails leaves that to the end of the process.
pub struct Browser {
    /// The window.
    pub page: Client,
    driver: &'static str,
}

/// Opens a window; `None` where there is no Chromium with its driver.
pub async fn open(with_scripts: bool) -> Option<Browser> {
    open_at(PHONE, with_scripts).await
}

/// Opens a window on a screen of another size, that can be touched, too.
///
/// # Panics
/// When there is a browser, and it does not open.
pub async fn open_at(screen: (u32, u32), with_scripts: bool) -> Option<Browser> {
    let driver = driver()?;
    let page = ClientBuilder::new(HttpConnector::new())
        .capabilities(capabilities(screen, with_scripts))
        .connect(driver)
        .await
        .expect("a browser window");
    Some(Browser { page, driver })
}

fn capabilities(screen: (u32, u32), with_scripts: bool) -> serde_json::Map<String, Value> {
    let (width, height) = screen;
    let (mobile, pixels) = if screen == PHONE {
        (true, 2.0)
    } else {
        (false, 1.0)
    };
    let binary = find_program(&["chromium", "chromium-browser", "google-chrome"]);
    let mut options = json!({
        "args": [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-dev-shm-usage",
            // A page that still glides has its buttons elsewhere by the time they are touched.
            "--force-prefers-reduced-motion",
        ],
        "binary": binary,
        "mobileEmulation": {
            "deviceMetrics": { "width": width, "height": height, "pixelRatio": pixels, "touch": true, "mobile": mobile },
        },
    });
    if !with_scripts {
        options["prefs"] = json!({ "profile.managed_default_content_settings.javascript": 2 });
    }
    let capabilities = json!({
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "goog:loggingPrefs": { "browser": "ALL" },
        "timeouts": { "pageLoad": 20_000, "script": 10_000 },
    });
    capabilities.as_object().cloned().unwrap_or_default()
}

/// Address of the driver of this process.
fn driver() -> Option<&'static str> {
    static DRIVER_PROCESS: OnceLock<Option<(Watched, String)>> = OnceLock::new();
    let driver = DRIVER_PROCESS.get_or_init(|| {
        let file = find_program(&["chromedriver"])?;
        find_program(&["chromium", "chromium-browser", "google-chrome"])?;
        let process = Watched::start(&["sh", "-c", DRIVER, "sh", &file.display().to_string()]);
        let address = format!("http://127.0.0.1:{}", process.first_line());
        Some((process, address))
    });
    let absent = "Chromium with its driver is not installed (Debian: chromium chromium-driver)";
    driver
        .as_ref()
        .map(|(_, address)| address.as_str())
        .or_else(|| missing(absent))
}

/// Longer than anything here takes; a driver can wait for ever.
async fn bounded<T>(what: &str, work: impl Future<Output = T>) -> T {
    match tokio::time::timeout(Duration::from_secs(30), work).await {
        Ok(done) => done,
        Err(_) => panic!("{what}: the browser does not answer"),
    }
}

impl Browser {
    /// Goes to an address.
    ///
    /// # Panics
    /// When it does not load.
    pub async fn go(&self, address: &str) {
        bounded(address, self.page.goto(address))
            .await
            .unwrap_or_else(|e| panic!("{address}: {e}"));
    }

    /// Waits for an element and gives its text.
    ///
    /// # Panics
    /// When it does not appear.
    pub async fn text(&self, css: &str) -> String {
        let element = self.wait(css).await;
        element
            .text()
            .await
            .unwrap_or_else(|e| panic!("{css}: {e}"))
    }

    /// Waits for an element.
    ///
    /// # Panics
    /// When it does not appear; the page's source is shown then.
    pub async fn wait(&self, css: &str) -> fantoccini::elements::Element {
        match self.page.wait().for_element(Locator::Css(css)).await {
            Ok(element) => element,
            Err(e) => panic!(
                "{css}: {e}\n{}",
                self.page.source().await.unwrap_or_default()
            ),
        }
    }

    /// Waits until an element's text holds some words, and gives the text.
    ///
    /// # Panics
    /// When it does not within ten seconds.
    pub async fn text_with(&self, css: &str, words: &str) -> String {
        let mut last = String::new();
        for _ in 0..200 {
            // The element may be replaced while it is being read.
            if let Ok(element) = self.page.find(Locator::Css(css)).await {
                last = element.text().await.unwrap_or_default();
            }
            if last.contains(words) {
                return last;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{css} never said {words:?}: {last}");
    }

    /// Waits until there is no such element any more.
    ///
    /// # Panics
    /// When it is still there after ten seconds.
    pub async fn gone(&self, css: &str) {
        for _ in 0..200 {
            if self.count(css).await == 0 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{css} is still there");
    }

    /// Waits until the page has loaded whole, scripts included.
    async fn loaded(&self) {
        for _ in 0..200 {
            if self.run("return document.readyState").await == "complete" {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits for an element and clicks it.
    ///
    /// # Panics
    /// When it cannot be clicked.
    pub async fn click(&self, css: &str) {
        // While a page loads it still jumps to its fragment, and a click lands beside the button.
        self.loaded().await;
        let element = self.wait(css).await;
        // A page that scrolls smoothly is still moving when the driver would click.
        let script = "arguments[0].scrollIntoView({ behavior: 'instant', block: 'center' })";
        let handle = serde_json::to_value(&element).expect("an element");
        bounded(css, self.page.execute(script, vec![handle]))
            .await
            .unwrap_or_else(|e| panic!("{css}: {e}"));
        // A thumb, not a mouse; and without scripts the driver's own click waits for ever.
        let tap = TouchActions::new("thumb".to_owned())
            .then(PointerAction::MoveToElement {
                element,
                duration: None,
                x: 0.0,
                y: 0.0,
            })
            .then(PointerAction::Down {
                button: MOUSE_BUTTON_LEFT,
            })
            .then(PointerAction::Up {
                button: MOUSE_BUTTON_LEFT,
            });
        bounded(css, self.page.perform_actions(tap))
            .await
            .unwrap_or_else(|e| panic!("{css}: {e}"));
    }

    /// How many elements there are.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn count(&self, css: &str) -> usize {
        bounded(css, self.page.find_all(Locator::Css(css)))
            .await
            .unwrap_or_else(|e| panic!("{css}: {e}"))
            .len()
    }

    /// Runs a script in the page.
    ///
    /// # Panics
    /// When it fails.
    pub async fn run(&self, script: &str) -> Value {
        bounded(script, self.page.execute(script, Vec::new()))
            .await
            .unwrap_or_else(|e| panic!("{script}: {e}"))
    }

    /// Complaints of the console since the last call: errors and what the security policy stopped.
    ///
    /// # Panics
    /// When the driver does not answer.
    pub async fn complaints(&self) -> Vec<String> {
        let session = self
            .page
            .session_id()
            .await
            .ok()
            .flatten()
            .expect("a session");
        let address = format!("{}/session/{session}/se/log", self.driver);
        let request = reqwest::Client::new()
            .post(address)
            .json(&json!({ "type": "browser" }));
        let log = crate::send(request).await.expect(200).json();
        let entries = log["value"].as_array().cloned().unwrap_or_default();
        entries
            .iter()
            .filter(|entry| matches!(entry["level"].as_str(), Some("SEVERE" | "WARNING")))
            .map(|entry| entry["message"].as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// Closes the window.
    pub async fn close(self) {
        let _ = self.page.close().await;
    }
}

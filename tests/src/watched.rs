//! Processes and folders that do not outlive the tests.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// A shell script that works until its standard input ends, and then cleans up. The kernel closes
/// our end of the pipe whenever and however this process ends.
#[derive(Debug)]
pub struct Watched {
    _alive: ChildStdin,
    child: Child,
    first_line: String,
}

impl Watched {
    /// Starts a script, and waits for the first line that it prints: it is ready then.
    ///
    /// # Panics
    /// When it ends without a line.
    pub fn start<S: AsRef<OsStr>>(command: &[S]) -> Self {
        let (program, arguments) = command.split_first().expect("a command");
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell");
        let alive = child.stdin.take().expect("a pipe");
        let mut line = String::new();
        let out = child.stdout.take().expect("a pipe");
        BufReader::new(out).read_line(&mut line).expect("a line");
        let first_line = line.trim().to_owned();
        assert!(
            !first_line.is_empty(),
            "{:?} did not start; its reason stands above",
            program.as_ref()
        );
        Self {
            _alive: alive,
            child,
            first_line,
        }
    }

    /// What it said when it was ready.
    #[must_use]
    pub fn first_line(&self) -> &str {
        &self.first_line
    }

    /// Ends it and waits until it has cleaned up.
    pub fn stop(self) {
        let Self {
            _alive: alive,
            mut child,
            ..
        } = self;
        drop(alive);
        let _ = child.wait();
    }
}

const FOLDER: &str = r#"
trap '' INT TERM HUP
DIR=$(mktemp -d "${TMPDIR:-/tmp}/motcua-tests.XXXXXX") || exit 1
echo "$DIR"
cat >/dev/null
rm -rf "$DIR"
"#;

/// A new, empty folder. All of them are removed with the process.
pub fn folder() -> PathBuf {
    static HOME: OnceLock<Watched> = OnceLock::new();
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let home = HOME.get_or_init(|| Watched::start(&["sh", "-c", FOLDER]));
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let folder = PathBuf::from(home.first_line()).join(number.to_string());
    std::fs::create_dir(&folder).expect("a new folder");
    folder
}

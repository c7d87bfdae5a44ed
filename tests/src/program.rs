//! The program `motcua` itself, as an operator runs it.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::watched;

/// Longer than anything here takes, on a busy machine too.
const PATIENCE: Duration = Duration::from_secs(30);

/// Runs the program with its output at hand, and kills it when this process ends in any way.
const GUARD: &str = r#"
exec 3<&0
FOLDER=$1; shift
"$@" </dev/null >"$FOLDER/out" 2>"$FOLDER/err" 3<&- & P=$!
echo $P >"$FOLDER/pid"
( cat <&3 >/dev/null; kill -KILL $P ) >/dev/null 2>&1 &
exec 3<&-
wait $P
"#;

/// The file of the program, which Cargo puts beside the folder of the tests.
///
/// # Panics
/// When it has not been built.
#[must_use]
pub fn file() -> PathBuf {
    let test = std::env::current_exe().expect("our own file");
    let folder = test
        .parent()
        .and_then(Path::parent)
        .expect("a profile's folder");
    let file = folder.join(format!("motcua{}", std::env::consts::EXE_SUFFIX));
    assert!(
        file.is_file(),
        "{} is not there: run `cargo build --workspace` first",
        file.display()
    );
    file
}

/// How the program ended.
#[derive(Clone, Debug)]
pub struct Ended {
    /// Exit code; `None` when a signal ended it.
    pub code: Option<i32>,
    /// What it printed.
    pub out: String,
    /// What it said on standard error.
    pub err: String,
}

impl Ended {
    /// Proves that it failed with one clear line, and gives the sentence.
    ///
    /// # Panics
    /// When it did anything else.
    #[must_use]
    pub fn refusal(&self) -> &str {
        assert!(self.code.is_some_and(|code| code != 0), "{self:?}");
        assert!(!self.err.contains("panicked"), "{self:?}");
        let mut lines = self.err.lines().filter(|line| !line.trim().is_empty());
        let (line, more) = (lines.next().unwrap_or_default(), lines.next());
        assert!(more.is_none(), "more than one line: {self:?}");
        line.strip_prefix("motcua: ")
            .unwrap_or_else(|| panic!("who says so? {self:?}"))
    }

    /// Proves that it did what it was asked for, and gives what it printed.
    ///
    /// # Panics
    /// When it failed.
    #[must_use]
    pub fn success(&self) -> &str {
        assert!(
            self.code == Some(0) && !self.err.contains("panicked"),
            "{self:?}"
        );
        &self.out
    }
}

/// A command line without the settings of whoever runs the tests.
#[must_use]
pub fn command(arguments: &[&str]) -> Command {
    bare(Command::new(file()), arguments)
}

fn bare(mut command: Command, arguments: &[&str]) -> Command {
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("MOTCUA_") {
            command.env_remove(name);
        }
    }
    command.args(arguments).current_dir(watched::folder());
    command
}

/// Runs the program to its end, in an empty folder. It is killed when it does not end.
///
/// # Panics
/// When it cannot be started.
#[must_use]
pub fn run(arguments: &[&str]) -> Ended {
    let serving = Serving::spawn(arguments);
    serving.ended()
}

/// A running program.
#[derive(Debug)]
pub struct Serving {
    guard: Child,
    folder: PathBuf,
}

impl Serving {
    /// The most memory that it ever had, in MiB.
    ///
    /// # Panics
    /// When the system does not tell.
    #[must_use]
    pub fn most_memory(&self) -> u64 {
        let pid = std::fs::read_to_string(self.folder.join("pid")).expect("it runs");
        let status = format!("/proc/{}/status", pid.trim());
        let status = std::fs::read_to_string(status).expect("Linux");
        let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = most.and_then(|most| most.trim().strip_suffix(" kB"));
        kilobytes
            .and_then(|kb| kb.parse::<u64>().ok())
            .expect("a number")
            / 1024
    }

    /// Serves on a free port, and waits until it is ready.
    ///
    /// # Panics
    /// When it does not get ready.
    #[must_use]
    pub fn start(arguments: &[&str]) -> Self {
        let serving = Self::spawn(&[&["--port", "0"], arguments].concat());
        let ready = wait_for(|| serving.port().is_some());
        assert!(ready, "not ready: {}", serving.err());
        serving
    }

    fn spawn(arguments: &[&str]) -> Self {
        let folder = watched::folder();
        let mut guard = Command::new("sh");
        guard.args(["-c", GUARD, "sh"]).arg(&folder).arg(file());
        let guard = bare(guard, arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("a shell");
        Self { guard, folder }
    }

    /// `http://127.0.0.1:PORT`.
    ///
    /// # Panics
    /// When it does not serve.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port().expect("a port"))
    }

    /// The port in the line of the log that says it is ready.
    fn port(&self) -> Option<u16> {
        let log = self.err();
        let (_, rest) = log.split_once("ready: http://127.0.0.1:")?;
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        // The line may be half written.
        rest.contains('\n').then(|| digits.parse().ok())?
    }

    /// What it has said on standard error.
    #[must_use]
    pub fn err(&self) -> String {
        self.read("err")
    }

    /// Asks it to stop, as a service manager does, and waits.
    #[must_use]
    pub fn terminate(self) -> Ended {
        self.signal("-TERM");
        self.ended()
    }

    /// Waits for one that was asked to stop already.
    #[must_use]
    pub fn wait(self) -> Ended {
        self.ended()
    }

    /// Sends a signal.
    ///
    /// # Panics
    /// When it is not running any more.
    pub fn signal(&self, signal: &str) {
        let sent = Command::new("kill")
            .arg(signal)
            .arg(self.read("pid").trim())
            .status();
        assert!(sent.is_ok_and(|status| status.success()), "{}", self.err());
    }

    fn ended(mut self) -> Ended {
        let mut status: Option<ExitStatus> = None;
        let ended = wait_for(|| {
            status = self.guard.try_wait().expect("a child of ours");
            status.is_some()
        });
        if !ended {
            // Closing the pipe makes the guard kill it.
            drop(self.guard.stdin.take());
            let _ = self.guard.wait();
        }
        let code = status.and_then(|status| status.code());
        Ended {
            code,
            out: self.read("out"),
            err: self.err(),
        }
    }

    fn read(&self, name: &str) -> String {
        std::fs::read(self.folder.join(name))
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .unwrap_or_default()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        let _ = self.guard.wait();
    }
}

/// Looks again and again until something holds; `false` when it does not within half a minute.
pub fn wait_for(mut holds: impl FnMut() -> bool) -> bool {
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        if holds() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    false
}

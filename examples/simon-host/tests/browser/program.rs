//! The program under test, which serves its page until the test ends.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use crate::world::World;

pub(crate) struct Program {
    /// Address of the first page.
    pub(crate) url: String,
    child: Child,
    /// Where its temporary files are: it is killed, and cannot remove them.
    _room: TempDir,
}

impl Program {
    /// `serve --demo`.
    pub(crate) fn demo() -> Self {
        Self::start(&["serve", "--demo"])
    }

    /// `serve` with the configuration of this world.
    pub(crate) fn of(world: &World) -> Self {
        let config = world.folder.path().join("simon.toml");
        Self::start(&["--config", config.to_str().unwrap(), "serve"])
    }

    fn start(args: &[&str]) -> Self {
        let room = TempDir::new().unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_simon-host"))
            .args(args)
            .args(["--listen", "127.0.0.1:0"])
            .env("TMPDIR", room.path())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut told = lines.by_ref().map_while(Result::ok);
        let url = told.find_map(|line| {
            line.split(' ').find(|word| word.starts_with("http://")).map(str::to_owned)
        });
        // What else it says has to go somewhere.
        std::thread::spawn(move || lines.for_each(drop));
        Self { url: url.expect("it says where the page is"), child, _room: room }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

//! A real browser without a window: `chromedriver`, spoken to over plain HTTP as `WebDriver` asks.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

const INSTALL: &str =
    "the page is tested in a real browser: apt-get install chromium chromium-driver";
/// How long the browser may take for one thing.
const PATIENCE: Duration = Duration::from_secs(60);
/// The key under which `WebDriver` names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A browser with one window, that ends with the test.
pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
}

impl Browser {
    /// Starts a browser that keeps what it downloads in a folder.
    pub fn start(downloads: &Path) -> Browser {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("chromedriver: {error}; {INSTALL}"));
        let stdout = driver.stdout.take().expect("a pipe");
        let port = BufReader::new(stdout)
            .lines()
            .map_while(Result::ok)
            .find_map(|line| {
                line.split_once("successfully on port ")
                    .map(|(_, port)| port.trim_end_matches('.').parse())
            })
            .and_then(Result::ok)
            .unwrap_or_else(|| panic!("chromedriver says no port; {INSTALL}"));
        let mut browser = Browser {
            driver,
            port,
            session: String::new(),
        };
        let options = json!({
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--window-size=1000,900", "--no-first-run", "--disable-background-networking",
            ],
            "binary": binary(),
            "prefs": { "download.default_directory": downloads, "download.prompt_for_download": false },
        });
        let capabilities = json!({
            "browserName": "chrome",
            "goog:chromeOptions": options,
            "goog:loggingPrefs": { "browser": "ALL" },
        });
        let started = browser.ask(
            "POST",
            "/session",
            &json!({ "capabilities": { "alwaysMatch": capabilities } }),
        );
        let id = started["sessionId"].as_str();
        id.unwrap_or_else(|| panic!("no browser: {started}; {INSTALL}"))
            .clone_into(&mut browser.session);
        browser
    }

    /// Opens a file.
    pub fn open(&self, file: &Path) {
        let url = format!("file://{}", file.display());
        self.send("/url", &json!({ "url": url }));
    }

    /// Loads the page again.
    pub fn reload(&self) {
        self.send("/refresh", &json!({}));
    }

    /// Runs a function body in the page.
    pub fn run(&self, script: &str) -> Value {
        self.send("/execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Clicks the first element that a selector finds, as a person does: what is hidden or covered cannot be clicked.
    pub fn click(&self, selector: &str) {
        self.on(selector, "click", &json!({}));
    }

    /// Types into the first element that a selector finds.
    pub fn write(&self, selector: &str, text: &str) {
        self.on(selector, "value", &json!({ "text": text }));
    }

    /// Empties a field and lets the page know.
    pub fn empty(&self, selector: &str) {
        self.run(&format!(
            "const field = document.querySelector('{selector}'); field.value = ''; field.dispatchEvent(new Event('input'));"
        ));
    }

    /// Returns everything that the console was told since the last time.
    pub fn console(&self) -> Vec<String> {
        let told = self.send("/se/log", &json!({ "type": "browser" }));
        let lines = told.as_array().expect("a list of messages");
        lines
            .iter()
            .map(|line| line["message"].to_string())
            .collect()
    }

    /// Waits for a file and returns its text.
    pub fn downloaded(file: &Path) -> String {
        let begin = Instant::now();
        loop {
            if let Ok(text) = std::fs::read_to_string(file)
                && !text.is_empty()
            {
                return text;
            }
            assert!(
                begin.elapsed() < PATIENCE,
                "{} does not come",
                file.display()
            );
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    fn on(&self, selector: &str, action: &str, body: &Value) {
        let found = self.send(
            "/element",
            &json!({ "using": "css selector", "value": selector }),
        );
        let element = found[ELEMENT]
            .as_str()
            .unwrap_or_else(|| panic!("{selector}: {found}"));
        let answer = self.send(&format!("/element/{element}/{action}"), body);
        assert!(answer.is_null(), "{selector}: {answer}");
    }

    fn send(&self, path: &str, body: &Value) -> Value {
        self.ask("POST", &format!("/session/{}{path}", self.session), body)
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = body.to_string();
        let mut stream =
            TcpStream::connect(("127.0.0.1", self.port)).expect("chromedriver listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )
        .expect("chromedriver takes a request");
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).expect("chromedriver answers");
            let lower = line.trim().to_ascii_lowercase();
            if let Some(told) = lower.strip_prefix("content-length:") {
                length = told.trim().parse().expect("a length");
            }
            if lower.is_empty() {
                break;
            }
        }
        let mut answer = vec![0; length];
        reader.read_exact(&mut answer).expect("a whole answer");
        let mut answer: Value = serde_json::from_slice(&answer).expect("an answer in JSON");
        answer["value"].take()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The browser ends with its session, the driver by our hand; nothing helps where that fails.
        if !self.session.is_empty() && !std::thread::panicking() {
            self.ask("DELETE", &format!("/session/{}", self.session), &json!({}));
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// Finds the browser, which has one of two names.
fn binary() -> String {
    let places = ["/usr/bin/chromium", "/usr/bin/google-chrome"];
    let found = places.into_iter().find(|place| Path::new(place).exists());
    found
        .unwrap_or_else(|| panic!("no browser; {INSTALL}"))
        .to_owned()
}

"""Browsers that are driven in one way: Chromium by Playwright, Firefox by its own Marionette, WebKit by its WebDriver.

Each opens an address, asks the page (a function as text, which is given the page's window; its answer is awaited), and
types keys. What it asks of other hosts is caught by a proxy that refuses all, so that workers are heard, too.
"""

import contextlib
import itertools
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
import chromium

NOBODY = "http://127.0.0.1:9/"  # where Chromium asks for its own parts and accounts, which no switch turns off
ENTER = "\ue007"  # the standard's name of the key
PATIENCE = 1_800_000  # milliseconds until a hang ends the test; nothing is decided by them
STARTS = 600  # times that a browser is asked whether it listens
ASKED = """const done = arguments[arguments.length - 1];
(async () => (%s)(window.wrappedJSObject ?? window, ...JSON.parse(arguments[0])))().then(
answer => done(JSON.stringify({answer: answer ?? null})), error => done(JSON.stringify({error: String(error)})));"""
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the standard's name of a reference
QUIET = {  # of Firefox: what it would ask its makers for
    "app.update.enabled": False, "app.normandy.enabled": False, "browser.safebrowsing.downloads.remote.url": "",
    "browser.safebrowsing.malware.enabled": False, "browser.safebrowsing.phishing.enabled": False,
    "browser.safebrowsing.update.enabled": False, "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False, "extensions.update.enabled": False,
    "extensions.getAddons.cache.enabled": False, "extensions.systemAddon.update.enabled": False,
    "network.captive-portal-service.enabled": False, "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,", "toolkit.telemetry.enabled": False, "browser.region.network.url": "",
    "browser.topsites.contile.enabled": False, "media.gmp-manager.updateEnabled": False,
    "media.gmp-manager.url": "data:,", "media.gmp-provider.enabled": False, "media.gmp-widevinecdm.enabled": False,
    "browser.newtabpage.enabled": False, "browser.startup.page": 0, "network.proxy.type": 1,
}  # fmt: skip


def port():
    """Return a port that nobody uses."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def connected(listens):
    """Return a connection to a browser that is just starting."""
    for _ in range(STARTS):
        try:
            return socket.create_connection(("127.0.0.1", listens))
        except OSError:
            time.sleep(0.5)
    raise AssertionError("the browser does not listen")


def told(text):
    """Return what the page answered."""
    said = json.loads(text)
    assert "error" not in said, said["error"]
    return said["answer"]


class Refusal:
    """A proxy that refuses whatever it is asked, and remembers it."""

    def __init__(self):
        self.asked = []
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        """Hear the first line of each request, and close."""
        with contextlib.suppress(OSError):
            while True:
                guest, _ = self.server.accept()
                with guest:
                    self.asked.append(guest.recv(4096).decode("latin-1").split("\r\n")[0])

    def close(self):
        self.server.close()


class Chromium:
    """By Playwright."""

    def __init__(self, folder, proxy):
        path = next(filter(None, map(shutil.which, chromium.NAMES)), None)
        assert path, "no Chromium is on this machine; `make test` installs Debian's"
        self.playwright = sync_playwright().start()
        given = [*chromium.QUIET, f"--component-updater=url-source={NOBODY}", f"--gaia-url={NOBODY}"]
        where = {"server": f"http://127.0.0.1:{proxy}", "bypass": "127.0.0.1"}
        self.browser = self.playwright.chromium.launch(executable_path=path, args=given, proxy=where)
        self.page = self.browser.new_page()
        self.page.set_default_timeout(PATIENCE)

    def open(self, address):
        self.page.goto(address)

    def ask(self, function, *given):
        return self.page.evaluate(f"given => ({function})(window, ...given)", list(given))

    def keys(self, selector, text):
        place = self.page.locator(selector)
        place.press_sequentially(text.removesuffix(ENTER))  # which is a letter to it
        if text.endswith(ENTER):
            place.press("Enter")

    def close(self):
        self.browser.close()
        self.playwright.stop()


class Firefox:
    """By Marionette, which every Firefox has: lines of JSON over a socket."""

    def __init__(self, folder, proxy):
        path = shutil.which("firefox-esr") or shutil.which("firefox")
        assert path, "no Firefox is on this machine: apt-get install firefox-esr"
        listens, self.number = port(), itertools.count()
        wanted = QUIET | {"marionette.port": listens}
        for kind in ("http", "ssl"):
            wanted |= {f"network.proxy.{kind}": "127.0.0.1", f"network.proxy.{kind}_port": proxy}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in wanted.items()]
        (Path(folder) / "user.js").write_text("\n".join(lines))
        command = [path, "--headless", "--marionette", "--no-remote", "--profile", str(folder)]
        around = os.environ | {"MOZ_REMOTE_SETTINGS_DEVTOOLS": "1"}  # else no other server of settings is taken
        self.process = subprocess.Popen(command, env=around, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.socket = connected(listens)
        self.stream = self.socket.makefile("rb")
        self.read()
        self.say("WebDriver:NewSession", {})
        self.say("WebDriver:SetTimeouts", {"script": PATIENCE, "pageLoad": PATIENCE})

    def read(self):
        size = b""
        while (letter := self.stream.read(1)) != b":":
            size += letter
        return json.loads(self.stream.read(int(size)))

    def say(self, name, given):
        text = json.dumps([0, next(self.number), name, given]).encode()
        self.socket.sendall(b"%d:%s" % (len(text), text))
        _, _, error, result = self.read()
        assert error is None, error
        return result

    def open(self, address):
        self.say("WebDriver:Navigate", {"url": address})

    def ask(self, function, *given):
        given = {"script": ASKED % function, "args": [json.dumps(given)], "sandbox": "default"}
        return told(self.say("WebDriver:ExecuteAsyncScript", given)["value"])

    def keys(self, selector, text):
        found = self.say("WebDriver:FindElement", {"using": "css selector", "value": selector})["value"]
        self.say("WebDriver:ElementSendKeys", {"id": found[ELEMENT], "text": text})

    def close(self):
        with contextlib.suppress(AssertionError, OSError, ValueError):
            self.say("Marionette:Quit", {"flags": ["eForceQuit"]})
        self.socket.close()
        self.process.wait()


class WebKit:
    """By the standard's WebDriver, as Debian's webkit2gtk-driver speaks it."""

    def __init__(self, folder, proxy):
        path = shutil.which("WebKitWebDriver")
        assert path, "no WebKit is on this machine: apt-get install webkit2gtk-driver xvfb"
        listens = port()
        self.at = f"http://127.0.0.1:{listens}/session"
        where = {"http_proxy": f"http://127.0.0.1:{proxy}", "https_proxy": f"http://127.0.0.1:{proxy}"}
        shown = {} if os.environ.get("DISPLAY") else {"DISPLAY": f":{listens}"}
        self.screen = shown and subprocess.Popen(["Xvfb", shown["DISPLAY"]], stderr=subprocess.DEVNULL)
        around = os.environ | where | shown | {"no_proxy": "127.0.0.1", "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
        self.process = subprocess.Popen([path, f"--port={listens}"], env=around, stderr=subprocess.DEVNULL)
        connected(listens).close()
        self.at += f"/{self.say('', {'capabilities': {}})['sessionId']}"
        self.say("/timeouts", {"script": PATIENCE, "pageLoad": PATIENCE})

    def say(self, name, given, method="POST"):
        data = json.dumps(given).encode() if method == "POST" else None
        request = urllib.request.Request(self.at + name, data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
            return json.load(answer)["value"]

    def open(self, address):
        self.say("/url", {"url": address})

    def ask(self, function, *given):
        return told(self.say("/execute/async", {"script": ASKED % function, "args": [json.dumps(given)]}))

    def keys(self, selector, text):
        found = self.say("/element", {"using": "css selector", "value": selector})
        self.say(f"/element/{found[ELEMENT]}/value", {"text": text})

    def close(self):
        with contextlib.suppress(OSError):
            self.say("", {}, "DELETE")
        for process in filter(None, (self.process, self.screen)):
            process.terminate()
            process.wait()


DRIVERS = {"chromium": Chromium, "firefox": Firefox, "webkit": WebKit}

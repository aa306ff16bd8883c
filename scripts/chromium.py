"""How Chromium is started, by tests, benchmarks and what prints: its names, and what it leaves out."""

# The first has no windows, of which each loads pages of its own (docs/decisions/0026).
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
UNUSED = (  # what Playwright turns off, since the last list of a command line counts, and two pages of the address bar
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "LensOverlay"),
    *("HttpsFirstBalancedModeAutoEnable", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning", "AimEnabled"),
    *("AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying", "PreconnectToSearch"),
    "AutofillServerCommunication",  # which asks its makers about forms
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),  # which each window would load: half of its seconds
)
QUIET = (
    f"--disable-features={','.join(UNUSED)}",
    "--no-sandbox",  # in a container the browser runs as root
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

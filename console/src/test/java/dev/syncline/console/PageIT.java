package dev.syncline.console;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// One page for all screens, and nothing but its files beside it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageIT {

    private RunningConsole console;
    private Browser browser;

    @BeforeAll
    void start() {
        console = RunningConsole.start("http://127.0.0.1:1");
        browser = new Browser(console.url());
    }

    @AfterAll
    void stop() {
        console.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/projects", "/projects/7", "/projects/7/tables?schema=a.b", "/connections/new", "/runs/0198f2c4-5a1e-7c3b-9d20-6f1f3c0a4b11", "/schema-changes", "/index.html"})
    void everyScreensAddressIsThePage(String path) {
        HttpResponse<String> page = browser.get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<title>");
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.headers().firstValue("Cache-Control").orElseThrow()).contains("no-cache");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow()).contains("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void filesThatBearTheirContentInTheirNameAreKept() {
        HttpResponse<String> file = browser.get("/assets/index-abc123.js");

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
        assertThat(browser.get("/favicon.svg").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/assets/none.js", "/assets/../index.html/none", "/nothing.txt", "/console.yml", "/application.properties"})
    void whatIsNoFileOfThePageIsNotThere(String path) {
        assertThat(browser.get(path).statusCode()).as(path).isIn(400, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/projects", "/api/v2/anything", "/actuator", "/actuator/prometheus", "/actuator/env", "/v3/api-docs", "/swagger-ui.html"})
    void withoutSigningInNothingElseIsOpen(String path) {
        assertThat(browser.get(path).statusCode()).as(path).isEqualTo(401);
    }

    @Test
    void healthIsOpenAndSaysNothingMore() {
        assertThat(browser.get("/actuator/health/readiness").body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(browser.get("/actuator/health").body()).contains("\"status\":\"UP\"").doesNotContain("db", "components");
    }
}

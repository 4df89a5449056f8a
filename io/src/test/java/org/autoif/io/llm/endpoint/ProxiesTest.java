package org.autoif.io.llm.endpoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {
  @ParameterizedTest
  @CsvSource({
    "http_proxy, http, http://p:1",
    "HTTP_PROXY, http, http://p:1",
    "HTTPS_PROXY, https, http://p:1",
    "https_proxy, https, http://p:1",
    "all_proxy, https, http://p:1",
    "ALL_PROXY, http, http://p:1",
    "http_proxy, https, null",
    "HTTPS_PROXY, http, null"
  })
  void givenVariable_thenItNamesTheProxyOfItsScheme(String name, String scheme, String proxy) {
    Proxies proxies = new Proxies(Map.of(name, "http://p:1"));
    assertThat(String.valueOf(proxies.of(scheme, "host.example", 443)), is(proxy));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "host.example | a, host.example",
        "host.example | example",
        "host.example | .example",
        "host.example | *.example",
        "HOST.example | host.EXAMPLE",
        "host.example | host.example:443",
        "host.example | *",
        "10.1.2.3 | 10.0.0.0/8",
        "10.1.2.3 | 10.1.2.3",
        "[fd00::1] | fd00::/8",
        "[fd00::1] | fd00::1"
      })
  void givenExceptions_thenTheyAreAskedDirectly(String host, String none) {
    Proxies proxies = new Proxies(Map.of("HTTPS_PROXY", "p:1", "no_proxy", none));
    assertThat(String.valueOf(proxies.of("https", host, 443)), is("null"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "myhost.example | host.example",
        "host.example | host.example:80",
        "11.1.2.3 | 10.0.0.0/8",
        "host.example | 10.0.0.0/8",
        "host.example | ''"
      })
  void givenOtherExceptions_thenTheProxyIsAsked(String host, String none) {
    Proxies proxies = new Proxies(Map.of("HTTPS_PROXY", "p:1", "NO_PROXY", none));
    assertThat(String.valueOf(proxies.of("https", host, 443)), is("http://p:1"));
  }

  @ParameterizedTest
  @CsvSource({"localhost", "127.0.0.1", "127.1.2.3", "[::1]"})
  void givenThisMachine_thenNoProxyIsAsked(String host) {
    assertThat(
        String.valueOf(new Proxies(Map.of("http_proxy", "http://p:1")).of("http", host, 80)),
        is("null"));
  }

  @Test
  void givenProxyThatIsNone_thenTheVariableIsNamedAndNotItsValue() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Proxies(Map.of("all_proxy", "socks5://u:secret@p:1")).credentials());
    assertThat(e.getMessage(), containsString("all_proxy names no proxy"));
    assertThat(e.getMessage(), not(containsString("secret")));
  }
}

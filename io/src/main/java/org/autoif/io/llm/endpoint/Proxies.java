package org.autoif.io.llm.endpoint;

import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.auth.SystemDefaultCredentialsProvider;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that the environment names, as curl and Python read it: {@code HTTPS_PROXY}, {@code
 * HTTP_PROXY} and {@code ALL_PROXY}, in capitals or not, and {@code NO_PROXY} with names, endings,
 * addresses, ranges such as {@code 10.0.0.0/8}, and {@code *}. Nothing on this machine is asked
 * through a proxy. Java's own properties, where they are given, go before all of it.
 */
final class Proxies {
  private static final List<String> OF_JAVA =
      List.of("http.proxyHost", "https.proxyHost", "socksProxyHost", "java.net.useSystemProxies");

  private final Map<String, String> environment;

  Proxies(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Returns whether Java's own properties name a proxy. */
  private static boolean isJavaTold() {
    return OF_JAVA.stream().anyMatch(name -> System.getProperty(name) != null);
  }

  HttpRoutePlanner planner() {
    if (isJavaTold()) {
      return new SystemDefaultRoutePlanner(ProxySelector.getDefault());
    }
    return new DefaultRoutePlanner(null) {
      @Override
      protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context)
          throws HttpException {
        URI proxy = of(target.getSchemeName(), target.getHostName(), target.getPort());
        return proxy == null ? null : host(proxy);
      }
    };
  }

  /** Returns what proxies are told who asks. */
  CredentialsProvider credentials() {
    if (isJavaTold()) {
      return new SystemDefaultCredentialsProvider();
    }
    BasicCredentialsProvider all = new BasicCredentialsProvider();
    for (String scheme : List.of("http", "https")) {
      URI proxy = named(scheme);
      if (proxy == null || proxy.getUserInfo() == null) {
        continue;
      }
      String[] parts = proxy.getUserInfo().split(":", 2);
      all.setCredentials(
          new AuthScope(host(proxy)),
          new UsernamePasswordCredentials(
              parts[0], parts.length == 1 ? new char[0] : parts[1].toCharArray()));
    }
    return all;
  }

  /**
   * Returns the proxy by which a server is asked.
   *
   * @return absent for none
   */
  @Nullable URI of(String scheme, String host, int port) {
    return isDirect(host, port) ? null : named(scheme);
  }

  private @Nullable URI named(String scheme) {
    String given = value(scheme + "_proxy");
    String all = given == null ? value("all_proxy") : given;
    if (all == null) {
      return null;
    }
    String address = all.contains("://") ? all : "http://" + all;
    try {
      URI proxy = new URI(address);
      if (proxy.getHost() != null
          && ("http".equals(proxy.getScheme()) || "https".equals(proxy.getScheme()))) {
        return proxy;
      }
    } catch (URISyntaxException e) {
      // told below, without what may be a password
    }
    throw new IllegalArgumentException(
        (given == null ? "all_proxy" : scheme + "_proxy")
            + " names no proxy of the form http://host:port; a SOCKS proxy is named by"
            + " -DsocksProxyHost in AUTOIF_JAVA_OPTS");
  }

  private @Nullable String value(String name) {
    for (String spelling : List.of(name, name.toUpperCase(Locale.ROOT))) {
      String value = environment.get(spelling);
      if (value != null && !value.isBlank()) {
        return value.strip();
      }
    }
    return null;
  }

  private static HttpHost host(URI proxy) {
    int own = proxy.getScheme().equals("https") ? 443 : 80;
    return new HttpHost(
        proxy.getScheme(), proxy.getHost(), proxy.getPort() < 0 ? own : proxy.getPort());
  }

  private boolean isDirect(String host, int port) {
    String name = bare(host);
    if (name.equals("localhost") || name.endsWith(".localhost") || isLoopback(name)) {
      return true;
    }
    String none = value("no_proxy");
    return none != null
        && Arrays.stream(none.split("[,\\s]+", -1)).anyMatch(entry -> covers(entry, name, port));
  }

  private static boolean covers(String entry, String name, int port) {
    String to = entry.strip().toLowerCase(Locale.ROOT);
    if (to.isEmpty()) {
      return false;
    }
    if (to.equals("*")) {
      return true;
    }
    if (to.contains("/")) {
      return isIn(to, name);
    }
    int colon = to.lastIndexOf(':');
    boolean hasPort =
        to.startsWith("[") ? colon > to.indexOf(']') : colon > 0 && to.indexOf(':') == colon;
    if (hasPort) {
      if (!to.substring(colon + 1).equals(Integer.toString(port))) {
        return false;
      }
      to = to.substring(0, colon);
    }
    to = bare(to);
    String ending =
        to.startsWith("*.") ? to.substring(2) : to.startsWith(".") ? to.substring(1) : to;
    return name.equals(ending) || name.endsWith("." + ending);
  }

  private static boolean isIn(String range, String name) {
    byte[] address = address(name);
    int slash = range.indexOf('/');
    byte[] of = address(bare(range.substring(0, slash)));
    String length = range.substring(slash + 1);
    if (address == null
        || of == null
        || of.length != address.length
        || !length.matches("\\d{1,3}")) {
      return false;
    }
    int bits = Integer.parseInt(length);
    for (int i = 0; i < Math.min(bits, 8 * of.length); i++) {
      if (((address[i / 8] ^ of[i / 8]) >> (7 - i % 8) & 1) != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLoopback(String name) {
    byte[] address = address(name);
    try {
      return address != null && InetAddress.getByAddress(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Returns a numeric address; absent for a name, which is not looked up. */
  private static byte @Nullable [] address(String name) {
    if (!name.matches("\\d{1,3}(?:\\.\\d{1,3}){3}") && !name.contains(":")) {
      return null;
    }
    try {
      return InetAddress.getByName(name).getAddress();
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static String bare(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
  }
}

package org.autoif.io.llm.endpoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorTextTest {
  static Stream<Arguments> bodies() {
    return Stream.of(
        Arguments.of("{\"error\":{\"message\":\"no way\",\"type\":\"x\"}}", "no way"),
        Arguments.of("{\"error\":\"no way\"}", "no way"),
        Arguments.of("{\"object\":\"error\",\"message\":\"no way\",\"code\":400}", "no way"),
        Arguments.of("{\"detail\":\"no way\"}", "no way"),
        Arguments.of(
            "{\"detail\":[{\"loc\":[\"body\",\"seed\"],\"msg\":\"no way\",\"type\":\"extra\"}]}",
            "no way (seed)"),
        Arguments.of("[{\"error\":{\"code\":400,\"message\":\"no way\"}}]", "no way"),
        Arguments.of("{\"errors\":[{\"message\":\"no way\"}],\"success\":false}", "no way"),
        Arguments.of("{\"errors\":[\"no way\"]}", "no way"),
        Arguments.of("{\"base_resp\":{\"status_code\":1004,\"status_msg\":\"no way\"}}", "no way"),
        Arguments.of(
            "{\"error\":{\"message\":\"failed\",\"metadata\":{\"raw\":\"no way\"}}}",
            "failed: no way"),
        Arguments.of(
            "<html><head><title>404 Not Found</title></head><body><p>no way</p></body></html>",
            "404 Not Found: no way"),
        Arguments.of("no\n  way\u001b", "no way"),
        Arguments.of("{no json", "{no json"),
        Arguments.of("{}", ""),
        Arguments.of("", ""));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void givenErrorOfAnyShape_thenItsOwnWordsAreShown(String body, String words) {
    assertThat(ErrorText.of(body).words(), is(words));
  }

  @Test
  void givenFieldThatIsRefused_thenItIsNamed() {
    assertThat(
        ErrorText.of("{\"error\":{\"message\":\"x\",\"param\":\"seed\"}}").parameter(), is("seed"));
    assertThat(
        ErrorText.of("{\"detail\":[{\"loc\":[\"body\",\"seed\"],\"msg\":\"x\"}]}").parameter(),
        is("seed"));
  }

  @Test
  void givenLongText_thenItIsShort() {
    assertThat(ErrorText.of("word ".repeat(1000)).words().length(), is(lessThan(302)));
  }

  /** One such body once took millions of looks for parts of what is not there. */
  @Test
  @Timeout(20)
  void givenThousandsOfBodiesWithoutWords_thenTheyAreReadAtOnce() {
    for (int i = 0; i < 5000; i++) {
      assertThat(ErrorText.of("{\"code\":" + i + ",\"data\":{}}").words(), is(""));
    }
  }
}

package org.autoif.io.record;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VariableNameTest {
  @ParameterizedTest
  @ValueSource(strings = {"OPENAI_API_KEY", "TEACHER_KEY", "KEY", "PGPASSWORD", "my_key", "KEY_2"})
  void givenNameOfAVariable_thenItIsShown(String name) {
    assertThat(VariableName.shown(name), is("the environment variable " + name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk-proj-abc123",
        "hf_AbCdEf123456",
        "gsk_9f8e7d",
        "AIzaSyA1b2C3",
        "9f86d081884c7d65",
        "AKIAIOSFODNN7EXAMPLE",
        "Bearer abc",
        "p@ssw0rd",
        "d41d8cd98f00b204e9800998ecf8427e"
      })
  void givenWhatLooksLikeAKey_thenItIsNot(String key) {
    assertThat(VariableName.shown(key), not(containsString(key)));
  }
}

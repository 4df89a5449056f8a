package org.autoif.io.record;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.beam.sdk.schemas.SchemaRegistry;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldNumber;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Without a number on every getter, Beam's field order follows the JVM's mood. */
class SchemaTest {
  static Stream<Class<?>> records() {
    return Stream.of(
        Message.class,
        Instruction.class,
        VerifierFunction.class,
        TestCase.class,
        Constraint.class,
        UserQuery.class,
        Task.class,
        Response.class,
        TaskResponses.class,
        Rejection.class,
        Failure.class,
        SftExample.class,
        PreferencePair.class,
        RewardTask.class);
  }

  @ParameterizedTest
  @MethodSource("records")
  void givenRecord_thenItsFieldsAreNumberedFromZero(Class<?> record) throws Exception {
    List<Integer> numbers =
        Arrays.stream(record.getDeclaredMethods())
            .filter(m -> m.getName().startsWith("get") && Modifier.isAbstract(m.getModifiers()))
            .map((Method m) -> m.getAnnotation(SchemaFieldNumber.class))
            .map(number -> number == null ? -1 : Integer.parseInt(number.value()))
            .sorted()
            .toList();
    assertThat(numbers, is(IntStream.range(0, numbers.size()).boxed().toList()));
    assertThat(SchemaRegistry.createDefault().getSchemaCoder(record), notNullValue());
  }
}

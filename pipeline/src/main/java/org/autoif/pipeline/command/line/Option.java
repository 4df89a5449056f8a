package org.autoif.pipeline.command.line;

import java.beans.Introspector;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/**
 * An option as its interface declares it.
 *
 * @param name without dashes
 * @param type the getter's type
 * @param description what it does; empty for Beam's own where it is not told
 * @param defaultValue as text; absent if there is none
 * @param group the interface that declares it
 */
public record Option(
    String name, Class<?> type, String description, @Nullable String defaultValue, Class<?> group) {

  /** Returns the options of an interface and of those it extends, by name. */
  static Map<String, Option> of(Class<? extends PipelineOptions> options) {
    Map<String, Option> found = new LinkedHashMap<>();
    List<Method> getters = new ArrayList<>();
    for (Method method : options.getMethods()) {
      if (method.getParameterCount() == 0
          && PipelineOptions.class.isAssignableFrom(method.getDeclaringClass())
          && (method.getName().startsWith("get") || method.getName().startsWith("is"))) {
        getters.add(method);
      }
    }
    getters.sort(Comparator.comparing(Method::getName));
    for (Method getter : getters) {
      String name = Introspector.decapitalize(getter.getName().replaceFirst("^(?:get|is)", ""));
      Description description = getter.getAnnotation(Description.class);
      found.putIfAbsent(
          name,
          new Option(
              name,
              getter.getReturnType(),
              description == null ? "" : description.value().strip().replaceAll("\\s+", " "),
              defaultOf(getter),
              getter.getDeclaringClass()));
    }
    return found;
  }

  /** Returns whether it may stand without a value. */
  public boolean isFlag() {
    return type == boolean.class || type == Boolean.class;
  }

  /** Returns what is allowed as a value, in words. */
  public String allowed() {
    if (isFlag()) {
      return "true or false";
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "a whole number";
    }
    if (type == double.class || type == Double.class) {
      return "a number";
    }
    return "a text";
  }

  /** Returns whether a value has the form that the type needs. */
  boolean admits(String value) {
    if (isFlag()) {
      return value.equals("true") || value.equals("false");
    }
    try {
      if (type == int.class || type == Integer.class) {
        return Integer.toString(Integer.parseInt(value)).length() > 0;
      }
      if (type == long.class || type == Long.class) {
        return Long.toString(Long.parseLong(value)).length() > 0;
      }
      if (type == double.class || type == Double.class) {
        return Double.isFinite(Double.parseDouble(value));
      }
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static @Nullable String defaultOf(Method getter) {
    for (Annotation annotation : getter.getAnnotations()) {
      if (annotation instanceof Default.Integer value) {
        return Integer.toString(value.value());
      } else if (annotation instanceof Default.Long value) {
        return Long.toString(value.value());
      } else if (annotation instanceof Default.Double value) {
        return Double.toString(value.value());
      } else if (annotation instanceof Default.Boolean value) {
        return Boolean.toString(value.value());
      } else if (annotation instanceof Default.String value) {
        return value.value();
      }
    }
    return null;
  }
}

package org.autoif.io.llm.store;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreSettingsTest {
  @Test
  void givenRelativeFile_thenItIsTakenFromThisFolder() {
    String here = Path.of("").toAbsolutePath().toString();
    assertThat(
        StoreSettings.of("jdbc:sqlite:a/../b.db").url(), is("jdbc:sqlite:" + here + "/b.db"));
    assertThat(
        StoreSettings.of("jdbc:sqlite:file:/x/b.db?cache=shared").url(),
        is("jdbc:sqlite:/x/b.db?cache=shared"));
    assertThat(StoreSettings.of("jdbc:sqlite:/x/b.db?a=b").file(), is(Path.of("/x/b.db")));
    assertThat(StoreSettings.of("jdbc:postgresql://h/d?user=u").file(), is(nullValue()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://host/db?user=u&password=canary",
        "jdbc:postgresql://u:canary@host/db",
        "jdbc:mysql://host/canary",
        "canary",
        "jdbc:sqlite:",
        "jdbc:sqlite::memory:",
        "jdbc:sqlite:file::memory:?cache=shared"
      })
  void givenAddressThatCannotBe_thenItIsRefusedWithoutRepeatingIt(String url) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> StoreSettings.of(url)).getMessage());
    assertThat(message, not(containsString("canary")));
  }

  @Test
  void givenPasswordFile_thenItIsReadWhereItIsUsed(@TempDir Path folder) throws Exception {
    StoreSettings settings = StoreSettings.of("jdbc:postgresql://host/db");
    Path file = folder.resolve("password");
    StoreSettings named = settings.withPassword(null, file.toString());
    assertThrows(StoreException.class, named::readPassword);
    Files.writeString(file, "canary\n");
    assertThat(named.readPassword(), is("canary"));
    assertThat(named.toString(), not(containsString("canary")));
    StoreException absent =
        assertThrows(
            StoreException.class, settings.withPassword("AUTOIF_NO_SUCH", null)::readPassword);
    assertThat(absent.getMessage(), containsString("AUTOIF_NO_SUCH is not set"));
  }

  @Test
  void givenPasswordVariable_thenItIsReadWithoutTheLineBreakOfAFile() throws Exception {
    StoreSettings settings = StoreSettings.of("jdbc:postgresql://host/db");
    StoreSettings named = settings.withPassword("NAME", null);
    assertThat(named.readPassword(Map.of("NAME", "canary\n")), is("canary"));
    assertThrows(StoreException.class, () -> named.readPassword(Map.of("NAME", " \n")));
    assertThat(settings.readPassword(Map.of("PGPASSWORD", "canary\n")), is("canary"));
    assertThat(settings.readPassword(Map.of("PGPASSWORD", "\n")), is(nullValue()));
  }
}

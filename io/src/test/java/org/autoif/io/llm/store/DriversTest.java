package org.autoif.io.llm.store;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriversTest {
  /** Opens and closes a store twice; returns whether a driver was on the list at four moments. */
  public static final class OpenTwice implements Function<String, List<Boolean>> {
    @Override
    public List<Boolean> apply(String file) {
      List<Boolean> listed = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        try (CompletionStore store = CompletionStores.open(StoreSettings.sqlite(Path.of(file)))) {
          store.find(List.of("key"));
          listed.add(anyListed());
        } catch (StoreException e) {
          throw new IllegalStateException(e);
        }
        listed.add(anyListed());
      }
      return listed;
    }

    private static boolean anyListed() {
      return DriverManager.drivers()
          .anyMatch(of -> of.getClass().getClassLoader() == OpenTwice.class.getClassLoader());
    }
  }

  @Test
  void givenTheProgramsClassLoader_thenItsDriversStay(@TempDir Path folder) {
    assertThat(new OpenTwice().apply(folder + "/s.db"), is(List.of(true, true, true, true)));
  }

  @Test
  @SuppressWarnings("unchecked") // the class is that above
  void givenClassLoaderOfAJob_thenItIsLetGoAndStoresStillOpen(@TempDir Path folder)
      throws Exception {
    List<URL> classPath = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      classPath.add(new File(entry).toURI().toURL());
    }
    try (URLClassLoader job =
        new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Function<String, List<Boolean>> inJob =
          (Function<String, List<Boolean>>)
              job.loadClass(OpenTwice.class.getName()).getConstructor().newInstance();
      assertThat(inJob.apply(folder + "/s.db"), is(List.of(true, false, false, false)));
    }
  }
}

package org.autoif.io.llm.store;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** The JDBC drivers that have put themselves into the JDK's list. */
final class Drivers {
  private Drivers() {}

  /**
   * Takes those of our class loader off the list, unless that is the program's: the list lives as
   * long as the process, so a session cluster could never give up a finished job's class loader. No
   * store needs the list to connect.
   */
  static void forget() {
    ClassLoader ours = Drivers.class.getClassLoader();
    if (ours == ClassLoader.getSystemClassLoader()) {
      return;
    }
    List<Driver> drivers =
        DriverManager.drivers()
            .filter(driver -> driver.getClass().getClassLoader() == ours)
            .toList();
    for (Driver driver : drivers) {
      try {
        DriverManager.deregisterDriver(driver);
      } catch (SQLException e) {
        throw new IllegalStateException("a driver of ours stays on the list", e);
      }
    }
  }
}

package org.autoif.io.sandbox.jython;

import java.io.FileDescriptor;
import java.io.FilePermission;
import java.net.SocketPermission;
import java.nio.file.Path;
import java.security.Permission;
import java.util.ArrayList;
import java.util.List;

/**
 * The second wall round Jython, behind the gate: while generated code runs, its thread, and any it
 * might start, can start no process, open no file but the interpreter's own, use no network and no
 * native code, and not end the host. Java before 24 only; from there on the gate stands alone.
 */
@SuppressWarnings("removal") // Nothing has replaced it for the thread of a host that must go on.
public final class JythonWall extends SecurityManager {
  private static final ThreadLocal<Boolean> GUARDED = new InheritableThreadLocal<>();

  private final List<String> readable = new ArrayList<>();

  private JythonWall() {
    readable.add(System.getProperty("java.home"));
    for (String entry :
        System.getProperty("java.class.path").split(System.getProperty("path.separator"), -1)) {
      readable.add(Path.of(entry).toAbsolutePath().toString());
    }
  }

  /** Raises it, once, in a host whose Java can; returns whether it stands. */
  public static boolean raise() {
    if (System.getSecurityManager() instanceof JythonWall) {
      return true;
    }
    // Set by the command of a host: no other process is to have a manager.
    if (!"allow".equals(System.getProperty("java.security.manager"))) {
      return false;
    }
    System.setSecurityManager(new JythonWall());
    return true;
  }

  /** Says whether what this thread runs now is not to be trusted. */
  public static void guard(boolean on) {
    if (on) {
      GUARDED.set(true);
    } else {
      GUARDED.remove();
    }
  }

  private static void check(String what) {
    if (GUARDED.get() != null) {
      throw new SecurityException("the sandbox denies " + what);
    }
  }

  @Override
  public void checkPermission(Permission permission) {
    String name = permission.getName();
    if (permission instanceof FilePermission && !permission.getActions().equals("read")) {
      check("files");
    } else if (permission instanceof SocketPermission) {
      check("the network");
    } else if (permission instanceof RuntimePermission
        && (name.equals("setSecurityManager")
            || name.equals("setIO")
            || name.equals("manageProcess")
            || name.equals("shutdownHooks")
            || name.equals("modifyThread")
            || name.startsWith("exitVM")
            || name.startsWith("getenv")
            || name.startsWith("loadLibrary"))) {
      check(name);
    }
  }

  @Override
  public void checkPermission(Permission permission, Object context) {
    checkPermission(permission);
  }

  @Override
  public void checkRead(String file) {
    if (file.contains("..") || readable.stream().noneMatch(file::startsWith)) {
      check("files");
    }
  }

  @Override
  public void checkRead(FileDescriptor descriptor) {
    check("descriptors");
  }

  @Override
  public void checkWrite(FileDescriptor descriptor) {
    check("descriptors");
  }

  @Override
  public void checkAccess(ThreadGroup group) {
    check("threads");
  }
}

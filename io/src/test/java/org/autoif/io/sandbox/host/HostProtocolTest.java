package org.autoif.io.sandbox.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.autoif.io.sandbox.Verdict;
import org.junit.jupiter.api.Test;

final class HostProtocolTest {
  @Property(tries = 200)
  void givenAnyTexts_thenARowComesBackAsItWas(@ForAll String source, @ForAll List<String> inputs)
      throws IOException {
    HostProtocol.Row row = new HostProtocol.Row(1, source, 1, 5000, inputs);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    HostProtocol.writeRow(new DataOutputStream(bytes), row);
    assertEquals(row, HostProtocol.readRow(reading(bytes.toByteArray())));
  }

  @Test
  void givenHalfOfASurrogatePair_thenItIsKept() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    HostProtocol.writeString(new DataOutputStream(bytes), "a\ud83d!");
    assertEquals("a\ud83d!", HostProtocol.readString(reading(bytes.toByteArray())));
  }

  @Test
  void givenEveryKind_thenAVerdictComesBackAsItWas() throws IOException {
    for (Verdict.Kind kind : Verdict.Kind.values()) {
      Verdict verdict =
          switch (kind) {
            case TRUE -> Verdict.TRUE;
            case FALSE -> Verdict.FALSE;
            default -> Verdict.error(kind, "why");
          };
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      HostProtocol.writeVerdict(new DataOutputStream(bytes), verdict);
      assertEquals(verdict, HostProtocol.readVerdict(reading(bytes.toByteArray())));
    }
  }

  @Property(tries = 500)
  void givenForgedOrShortBytes_thenNothingButAnIoException(@ForAll byte[] bytes) {
    try {
      HostProtocol.readVerdict(reading(bytes));
    } catch (IOException expected) {
      // The host is then ended.
    }
  }

  @Test
  void givenALengthOutOfBounds_thenItIsRefused() {
    byte[] negative = {-1, -1, -1, -1};
    byte[] huge = {127, 0, 0, 0};
    assertThrows(IOException.class, () -> HostProtocol.readString(reading(negative)));
    assertThrows(IOException.class, () -> HostProtocol.readString(reading(huge)));
  }

  private static DataInputStream reading(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}

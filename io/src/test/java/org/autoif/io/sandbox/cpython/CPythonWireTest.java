package org.autoif.io.sandbox.cpython;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.autoif.io.sandbox.Verdict;
import org.autoif.io.sandbox.Verdict.Kind;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class CPythonWireTest {
  @Test
  void givenCodesAndMessages_thenRowsOfVerdicts() throws Exception {
    byte[] message = "TypeError: no".getBytes(StandardCharsets.UTF_8);
    ByteBuffer reply = ByteBuffer.allocate(4 + 6 + message.length).order(ByteOrder.LITTLE_ENDIAN);
    reply.put(new byte[] {1, 2, 4, 5}).putInt(2).putShort((short) message.length).put(message);

    assertThat(
        CPythonWire.verdicts(reply.array(), 2, 2),
        equalTo(
            List.of(
                List.of(Verdict.TRUE, Verdict.FALSE),
                List.of(
                    Verdict.error(Kind.EXCEPTION, "TypeError: no"),
                    Verdict.error(Kind.TIMEOUT, null)))));
  }

  @Test
  void givenForgedOrMissingCode_thenOnlyItsRowIsViolation() throws Exception {
    for (byte bad : new byte[] {0, 12, 64, (byte) 255, (byte) 0x80}) {
      List<List<Verdict>> rows = CPythonWire.verdicts(new byte[] {1, 2, 1, bad, 2, 1}, 3, 2);

      assertThat(rows.get(0), equalTo(List.of(Verdict.TRUE, Verdict.FALSE)));
      assertThat(kinds(rows.get(1)), everyItem(is(Kind.VIOLATION)));
      assertThat(rows.get(2), equalTo(List.of(Verdict.FALSE, Verdict.TRUE)));
    }
  }

  @Test
  void givenShortReply_thenHostIsLost() {
    Assertions.assertThrows(
        CPythonLostException.class, () -> CPythonWire.verdicts(new byte[] {1, 1, 1}, 2, 2));
  }

  @Test
  void givenLongReply_thenHostIsLost() {
    Assertions.assertThrows(
        CPythonLostException.class, () -> CPythonWire.verdicts(new byte[] {1, 1, 1}, 1, 2));
  }

  @Property
  void givenAnyBytes_thenRowsAreFullOrHostIsLost(
      @ForAll byte[] reply,
      @ForAll @IntRange(min = 1, max = 5) int functions,
      @ForAll @IntRange(min = 1, max = 5) int inputs) {
    List<List<Verdict>> rows;
    try {
      rows = CPythonWire.verdicts(reply, functions, inputs);
    } catch (CPythonLostException e) {
      return;
    }
    assertThat(rows, hasSize(functions));
    for (List<Verdict> row : rows) {
      assertThat(row, hasSize(inputs));
    }
  }

  @Property
  void givenOneRowOfAnyBytes_thenOtherRowsKeepTheirVerdicts(@ForAll @Size(4) byte[] forged)
      throws Exception {
    byte[] reply = new byte[12];
    Arrays.fill(reply, (byte) 1);
    System.arraycopy(forged, 0, reply, 4, 4);

    List<List<Verdict>> rows = CPythonWire.verdicts(reply, 3, 4);

    assertThat(rows.get(0), everyItem(is(Verdict.TRUE)));
    assertThat(rows.get(2), everyItem(is(Verdict.TRUE)));
    boolean valid = true;
    for (byte code : forged) {
      valid &= code >= 1 && code <= 11;
    }
    if (!valid) {
      assertThat(kinds(rows.get(1)), everyItem(is(Kind.VIOLATION)));
    }
  }

  @Property
  void givenAnyWellFormedText_thenItIsSentAsUtf8(@ForAll String text) {
    byte[] frame = CPythonWire.request(List.of(), List.of(text), 1000);
    ByteBuffer read = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);

    assertThat(read.getInt(), is(frame.length - 4));
    assertThat(read.getInt(), is(1000));
    assertThat(read.getInt(), is(0));
    assertThat(read.getInt(), is(1));
    assertThat(read.getInt(), is(read.remaining()));
    byte[] sent = new byte[read.remaining()];
    read.get(sent);
    if (text.codePoints().noneMatch(point -> point >= 0xD800 && point <= 0xDFFF)) {
      assertThat(new String(sent, StandardCharsets.UTF_8), is(text));
    }
  }

  @Test
  void givenLoneSurrogate_thenItSurvives() {
    byte[] frame = CPythonWire.request(List.of(), List.of("a\ud83d"), 1000);

    assertThat(
        List.of(frame[20], frame[21], frame[22], frame[23]),
        equalTo(List.of((byte) 'a', (byte) 0xED, (byte) 0xA0, (byte) 0xBD)));
  }

  @Test
  void givenVerdictWithoutMessage_thenNone() throws Exception {
    assertThat(CPythonWire.verdicts(new byte[] {6}, 1, 1).get(0).get(0).message(), is(nullValue()));
  }

  private static List<Kind> kinds(List<Verdict> row) {
    return row.stream().map(Verdict::kind).toList();
  }
}

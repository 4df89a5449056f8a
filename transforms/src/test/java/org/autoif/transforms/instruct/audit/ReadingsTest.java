package org.autoif.transforms.instruct.audit;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ReadingsTest {
  static java.util.stream.Stream<Arguments> sources() {
    return java.util.stream.Stream.of(
        reads("import re, time\nx = 1"),
        reads("import time\nx = time.time()", AuditRule.CLOCK),
        reads("from time import time\nx = time()", AuditRule.CLOCK),
        reads("import datetime\nx = datetime.datetime.now().year", AuditRule.CLOCK),
        reads("from datetime import datetime\nx = datetime.today()", AuditRule.CLOCK),
        reads("import datetime\nx = datetime.datetime.strptime(r, '%Y')"),
        reads("from datetime import datetime\ndatetime.strptime(r, '%d')"),
        reads("import random\nrandom.random() < 0.5", AuditRule.RANDOMNESS),
        reads("from random import choice\nx = choice(words)", AuditRule.RANDOMNESS),
        reads("from random import choice\nx = 1"),
        reads("import random"),
        reads("open('words.txt').read()", AuditRule.FILES),
        reads("r.open()"),
        reads("import os\nx = os.path.splitext(r)"),
        reads("import os\nx = os.environ['KEY']", AuditRule.FILES),
        reads("import requests\nrequests.get(r)", AuditRule.NETWORK),
        reads("from urllib.parse import urlparse\nurlparse(r)"),
        reads("import urllib.request\nurllib.request.urlopen(r)", AuditRule.NETWORK),
        reads("def evaluate(time):\n  return time.time == 'random.random'"));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void givenSource_thenWhatItReadsIsFound(String source, Set<AuditRule> rules) {
    assertThat(Readings.of(source), is(rules));
  }

  private static Arguments reads(String source, AuditRule... rules) {
    Set<AuditRule> set = EnumSet.noneOf(AuditRule.class);
    set.addAll(Arrays.asList(rules));
    return Arguments.of(source, set);
  }
}

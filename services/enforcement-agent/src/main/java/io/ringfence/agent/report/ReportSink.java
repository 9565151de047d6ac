package io.ringfence.agent.report;

import io.ringfence.events.enforcement.EnforcementReport;

/** Takes a report on its way without holding up the caller; a report that cannot be sent is replaced by a later one. */
@FunctionalInterface
public interface ReportSink {

    void send(EnforcementReport report);
}

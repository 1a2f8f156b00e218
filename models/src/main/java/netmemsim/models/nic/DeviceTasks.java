package netmemsim.models.nic;

import netmemsim.core.event.Event;

/** What a driver does by itself, from work items: a periodic look at its queues, and a reset. */
final class DeviceTasks {
  private final NetDevice device;
  private boolean resetWanted;
  private final Event service;
  private final Event reset;

  DeviceTasks(final NetDevice device) {
    this.device = device;
    this.service =
        new Event(device) {
          @Override
          public void fire(final long nowPs) {
            lookAfterQueues();
          }
        };
    this.reset =
        new Event(device) {
          @Override
          public void fire(final long nowPs) {
            device.lock().acquire(DeviceTasks.this::reset);
          }
        };
  }

  /** The device is open. */
  void start() {
    final long periodPs = device.profile().servicePs();
    if (periodPs > 0 && !service.isScheduled()) {
      device.simulator().scheduleIn(service, periodPs);
    }
  }

  private void lookAfterQueues() {
    if (device.isUp()) {
      device.rxQueues().forEach(device.driver()::service);
      start();
    }
  }

  void scheduleReset() {
    if (!resetWanted) {
      resetWanted = true;
      device.simulator().scheduleIn(reset, 0);
    }
  }

  private void reset() {
    resetWanted = false;
    DeviceReopen.reset(device, false, result -> device.lock().release());
  }
}

package dev.cvae.djl;

import dev.cvae.testkit.BackendContract;

class DjlContractTest extends BackendContract {}

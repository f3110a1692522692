"""清算手続: the administrator's whole case, from the sealed snapshot to the last payment."""

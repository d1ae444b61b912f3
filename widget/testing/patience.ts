import { configure } from '@testing-library/preact'

// A slow machine is no failure; what never comes still ends.
configure({ asyncUtilTimeout: 10_000 })

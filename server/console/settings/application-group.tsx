import { ApplicationFields, readApplication } from '../application.tsx'
import type { Group } from './group.ts'

export const application: Group = {
  title: 'Application at Constant Contact',
  names: ['CTCT_CLIENT_ID', 'CTCT_CLIENT_SECRET'],
  read: (form, _view, parts) => readApplication(form, parts),
  fields: async (view, { connectedAt }) => (
    <>
      <p>
        They are checked at Constant Contact before they are saved. Another application has to be allowed
        anew, on Account; until then, sign-ups wait.
      </p>
      <ApplicationFields view={view} isConnected={(await connectedAt()) !== undefined} />
    </>
  ),
}

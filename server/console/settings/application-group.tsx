import { ApplicationFields, readApplication } from '../application.tsx'
import type { Group } from './group.ts'

export const application: Group = {
  title: 'Application at Constant Contact',
  names: ['CTCT_CLIENT_ID', 'CTCT_CLIENT_SECRET'],
  read: (form, _view, parts) => readApplication(form, parts),
  fields: async (view, { connectedAt }) => (
    <>
      <p>
        Constant Contact checks both before they are saved. If you change the application, connect it again
        under Account. Until then, sign-ups wait.
      </p>
      <ApplicationFields view={view} isConnected={(await connectedAt()) !== undefined} />
    </>
  ),
}
